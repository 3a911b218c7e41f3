"""The lock beside a spec: read, written, and held against the library."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.assembly.lockfile import NAME, lock_text, parse_lock
from rfpkit.assembly.locking import Lock, lock_of, moves
from rfpkit.assembly.planning import Plan
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import read_text, write_whole


def lock_path(spec: Path) -> Path:
    """Where the lock of a spec lies."""
    return spec.parent / NAME


def read_lock(path: Path) -> Lock:
    """The lock in a file; ``InputError`` or ``UnreadableError`` where there is none."""
    return parse_lock(read_text(path), str(path))


def tell_moves(plan: Plan, spec: Path, *, accepted: bool = False) -> None:
    """Say on stderr, a line for each clause, what of the library has moved since the spec's lock.

    Nothing where the spec has no lock, or where the lock is that of another spec beside it.
    ``accepted`` says that a new lock is about to replace it, whatever state it is in.
    """
    path = lock_path(spec)
    try:
        lock = read_lock(path) if path.exists() else None
    except InputError:
        if not accepted:
            raise
        return
    found = moves(lock, plan) if lock and lock.file == spec.name else ()
    for move in found:
        click.echo(f"moved: {move}", err=True)
    if found and not accepted:
        click.echo(
            f"the library has moved since {path} was written: see what that changes with "
            f"'rfpkit plan {spec} --against {path}', accept it with 'rfpkit build {spec} --lock'",
            err=True,
        )


def write_lock(plan: Plan, spec: Path) -> None:
    """Write the spec's lock, in place of an older one, and say so and what moved between them."""
    path = lock_path(spec)
    tell_moves(plan, spec, accepted=True)
    lock = lock_of(plan, spec.name)
    write_whole(path, lock_text(lock).encode())
    clauses = sum(len(document.clauses) for document in lock.documents.values())
    click.echo(f"locked {path} ({clauses} clauses)")


def check_owner(spec: Path) -> None:
    """Raise ``InputError`` where the lock beside a spec is that of another one.

    A lock that cannot be read is in nobody's way: it is about to be written anew.
    """
    path = lock_path(spec)
    if not path.exists():
        return
    try:
        owner = read_lock(path).file
    except InputError:
        return
    if owner != spec.name:
        message = (
            f"is the lock of {owner}; give {spec.name} a folder of its own, or remove the lock "
            f"if {owner} was renamed"
        )
        raise InputError(Fault(str(path), 0, 0, message))
