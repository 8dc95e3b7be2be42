import django.db.models.deletion
import django.db.models.manager
import kesher.core.owning
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0001_initial'),
        ('calendar', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReminderPreset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('task', 'Tasks'), ('service-call', 'Service calls'), ('message', 'Messages'), ('meeting', 'Meetings')], max_length=14)),
                ('minutes', models.PositiveSmallIntegerField(null=True, verbose_name='minutes before')),
                ('by_email', models.BooleanField(default=False, verbose_name='by e-mail too')),
                ('by_push', models.BooleanField(default=True, verbose_name='by push too')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminder_presets', to='businesses.business')),
            ],
            options={
                'verbose_name': 'usual reminder',
                'constraints': [models.UniqueConstraint(fields=('business', 'subject'), name='one_preset_per_subject'), models.CheckConstraint(condition=models.Q(('subject__in', ['task', 'service-call', 'message', 'meeting'])), name='preset_subject_is_known'), models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__in', (0, 5, 15, 30, 60, 1440)), _connector='OR'), name='preset_is_offered'), models.UniqueConstraint(fields=('business', 'id'), name='calendar_reminderpreset_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
    ]
