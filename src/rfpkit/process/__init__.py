"""The process code: its steps and gates, the procedures and their periods, the comparisons.

What is a fact of law or of the process code stands in ``process/``; here is what works it out.
"""
