import datetime
import django.db.models.deletion
import django.db.models.manager
import kesher.core.owning
import kesher.core.same_business
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('businesses', '0001_initial'),
        ('customers', '0003_sites'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(default='Asia/Jerusalem', max_length=40)),
                ('made_until', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(editable=False)),
                ('undo', models.JSONField(default=dict, editable=False)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='meeting_series', to='businesses.business')),
            ],
            options={
                'verbose_name': 'recurring meeting',
                'constraints': [models.UniqueConstraint(fields=('business', 'id'), name='calendar_meetingseries_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='MeetingType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='blue', max_length=8, verbose_name='colour')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='usual length in minutes')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='meeting_types', to='businesses.business')),
            ],
            options={
                'verbose_name': 'meeting type',
                'verbose_name_plural': 'meeting types',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='meeting_type_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_meetingtype_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(editable=False, null=True, verbose_name='number')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=400, verbose_name='link')),
                ('starts_at', models.DateTimeField(verbose_name='start')),
                ('ends_at', models.DateTimeField(verbose_name='end')),
                ('is_all_day', models.BooleanField(default=False, verbose_name='all day')),
                ('is_private', models.BooleanField(default=False, verbose_name='private')),
                ('notes', models.TextField(blank=True, max_length=10000, verbose_name='notes')),
                ('state', models.CharField(choices=[('scheduled', 'Scheduled'), ('held', 'Held'), ('cancelled', 'Cancelled'), ('no-show', 'No-show')], default='scheduled', max_length=10, verbose_name='state')),
                ('original_starts_at', models.DateTimeField(editable=False, null=True)),
                ('is_exception', models.BooleanField(default=False, editable=False)),
                ('uid', models.CharField(blank=True, editable=False, max_length=200)),
                ('created_at', models.DateTimeField(editable=False)),
                ('changed_at', models.DateTimeField(editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='businesses.branch', verbose_name='branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='customers.customer', verbose_name='customer')),
                ('organiser', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organised_meetings', to='businesses.staff', verbose_name='organiser')),
                ('site', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='customers.site', verbose_name='site')),
                ('series', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='calendar.meetingseries')),
                ('type', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='calendar.meetingtype', verbose_name='type')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'indexes': [models.Index(condition=models.Q(('removed_at', None)), fields=['business', 'starts_at'], name='meeting_by_start'), models.Index(fields=['business', 'customer', 'starts_at'], name='meeting_of_customer'), models.Index(condition=models.Q(('uid', ''), _negated=True), fields=['business', 'uid'], name='meeting_by_uid')],
                'constraints': [models.UniqueConstraint(fields=('business', 'number'), name='meeting_number_once'), models.UniqueConstraint(fields=('business', 'series', 'original_starts_at'), name='one_meeting_per_turn'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_later'), kesher.core.same_business.SameBusiness('type', name='calendar_meeting_type_same'), kesher.core.same_business.SameBusiness('customer', name='calendar_meeting_customer_same'), kesher.core.same_business.SameBusiness('site', name='calendar_meeting_site_same'), kesher.core.same_business.SameBusiness('branch', name='calendar_meeting_branch_same'), kesher.core.same_business.SameBusiness('organiser', name='calendar_meeting_organiser_same'), kesher.core.same_business.SameBusiness('series', name='calendar_meeting_series_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_meeting_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='customers.customer')),
                ('meeting', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='calendar.meeting')),
                ('staff', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'participant',
                'indexes': [models.Index(fields=['business', 'staff', 'meeting'], name='meetings_of_staff')],
                'constraints': [models.UniqueConstraint(fields=('business', 'meeting', 'staff'), name='staff_participates_once'), models.UniqueConstraint(fields=('business', 'meeting', 'customer'), name='customer_participates_once'), models.CheckConstraint(condition=models.Q(models.Q(('customer', None), ('email', ''), ('staff__isnull', False)), models.Q(('customer__isnull', False), ('email', ''), ('staff', None)), models.Q(('customer', None), ('staff', None), models.Q(('email', ''), _negated=True)), _connector='OR'), name='participant_is_one'), kesher.core.same_business.SameBusiness('meeting', name='calendar_participant_meeting_same'), kesher.core.same_business.SameBusiness('staff', name='calendar_participant_staff_same'), kesher.core.same_business.SameBusiness('customer', name='calendar_participant_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_participant_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('subject_label', models.CharField(max_length=200)),
                ('path', models.CharField(max_length=200)),
                ('customer_id', models.BigIntegerField(null=True)),
                ('remind_at', models.DateTimeField(verbose_name='remind at')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='text')),
                ('by_email', models.BooleanField(default=False, verbose_name='by e-mail too')),
                ('by_push', models.BooleanField(default=True, verbose_name='by push too')),
                ('created_at', models.DateTimeField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='businesses.business')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='created_reminders', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'reminder',
                'constraints': [models.UniqueConstraint(fields=('business', 'subject_kind', 'subject_id'), name='one_reminder_per_subject'), kesher.core.same_business.SameBusiness('created_by', name='calendar_reminder_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_reminder_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReminderCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('dismissed_at', models.DateTimeField(null=True)),
                ('sent_for', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminder_copies', to='businesses.business')),
                ('reminder', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='calendar.reminder')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminder_copies', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'reminder',
                'indexes': [models.Index(condition=models.Q(('dismissed_at', None)), fields=['business', 'staff', 'due_at'], name='reminder_due'), models.Index(condition=models.Q(('dismissed_at', None), ('sent_for', None)), fields=['due_at'], name='reminder_unsent')],
                'constraints': [models.UniqueConstraint(fields=('business', 'reminder', 'staff'), name='one_copy_per_person'), kesher.core.same_business.SameBusiness('reminder', name='calendar_remindercopy_reminder_same'), kesher.core.same_business.SameBusiness('staff', name='calendar_remindercopy_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_remindercopy_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('room', 'Room'), ('vehicle', 'Vehicle'), ('tool', 'Equipment')], default='room', max_length=8, verbose_name='kind')),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='grey', max_length=8, verbose_name='colour')),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='businesses.branch', verbose_name='branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='businesses.business')),
            ],
            options={
                'verbose_name': 'room or resource',
                'verbose_name_plural': 'rooms and resources',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='resource_name_once'), kesher.core.same_business.SameBusiness('branch', name='calendar_resource_branch_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_resource_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='meeting',
            name='resource',
            field=kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='calendar.resource', verbose_name='room'),
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('hours', models.JSONField(blank=True, default=list, verbose_name='working hours')),
                ('created_at', models.DateTimeField(editable=False)),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='special_days', to='businesses.branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='special_days', to='businesses.business')),
            ],
            options={
                'verbose_name': 'special day',
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('business', 'branch', 'day'), name='special_day_once'), models.UniqueConstraint(condition=models.Q(('branch', None)), fields=('business', 'day'), name='own_special_day_once'), kesher.core.same_business.SameBusiness('branch', name='calendar_specialday_branch_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_specialday_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('vacation', 'Vacation'), ('sick', 'Sick leave'), ('reserve', 'Reserve duty'), ('other', 'Other')], default='vacation', max_length=10, verbose_name='kind')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='to')),
                ('is_all_day', models.BooleanField(default=True, verbose_name='all day')),
                ('remarks', models.CharField(blank=True, max_length=200, verbose_name='remarks')),
                ('created_at', models.DateTimeField(editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='businesses.staff', verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'absence',
                'ordering': ['starts_at'],
                'indexes': [models.Index(fields=['business', 'staff', 'starts_at'], name='absence_by_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='absence_ends_later'), kesher.core.same_business.SameBusiness('staff', name='calendar_absence_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_absence_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('starts_on', models.DateField(verbose_name='valid from')),
                ('hours', models.JSONField(default=dict, verbose_name='working hours')),
                ('keeps_holidays', models.BooleanField(default=True, verbose_name='closed on Israeli holidays')),
                ('eve_ends_at', models.TimeField(blank=True, default=datetime.time(13, 0), null=True, verbose_name='on the eve of a holiday until')),
                ('created_at', models.DateTimeField(editable=False)),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_versions', to='businesses.branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_versions', to='businesses.business')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar_versions', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'working calendar',
                'ordering': ['starts_on', 'number'],
                'constraints': [models.UniqueConstraint(fields=('business', 'branch', 'number'), name='calendar_number_once'), models.UniqueConstraint(condition=models.Q(('branch', None)), fields=('business', 'number'), name='own_calendar_number_once'), kesher.core.same_business.SameBusiness('branch', name='calendar_calendarversion_branch_same'), kesher.core.same_business.SameBusiness('created_by', name='calendar_calendarversion_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_calendarversion_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64)),
                ('hides_names', models.BooleanField(default=False, verbose_name="without customers' names")),
                ('created_at', models.DateTimeField()),
                ('fetched_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'diary address',
                'constraints': [models.UniqueConstraint(fields=('business', 'token_hash'), name='feed_token_once'), kesher.core.same_business.SameBusiness('staff', name='calendar_feed_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_feed_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=kesher.core.same_business.SameBusiness('resource', name='calendar_meeting_resource_same'),
        ),
    ]
