"""Fair evaluation: records of scores checked, points worked out, bids ranked, the ranking tested.

``checks`` and ``panel`` say what is wrong in the records, ``publishing`` whether the criteria are
those that were published, ``points`` and ``standing`` work out points and ranks, ``ties`` reads the
published rule for equal totals, ``sensitivity`` says what would change the first place,
``observations`` what people should look at. ``ranking`` puts it together. ``sheets`` and
``collecting`` are about the score sheets that members fill.
"""
