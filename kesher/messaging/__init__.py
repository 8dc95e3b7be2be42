"""Reaching people: today staff alone, by notices on their pages, by push to subscribed browsers and by e-mail.

A notice is one thing that one staff member should know. A device is a browser that takes push messages.
"""
