"""Time: the working calendar with its holidays, meetings and the diary, rooms, absences, reminders.

A meeting of a series is a row of its own, made ahead up to a horizon; an exception is a row that was changed by itself.
Working time is counted over versions of the working calendar: what has been counted is not judged anew.
"""
