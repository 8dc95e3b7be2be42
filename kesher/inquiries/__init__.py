"""Inquiries: messages, tasks, service calls and documentation, from intake to closing.

Meetings live in calendar; lists that show them beside inquiries are a union. One number series covers all five kinds.
"""
