"""The records of a project: what is written down while it runs.

``before`` holds what is recorded until the contract is signed, ``after`` what comes then, ``model``
one field for each file, ``rows`` reads tables, ``folder`` the project.
"""
