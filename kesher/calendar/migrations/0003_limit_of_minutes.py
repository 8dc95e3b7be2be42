
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0001_initial'),
        ('calendar', '0002_reminder_presets'),
    ]

    operations = [
        migrations.AlterField(
            model_name='meetingtype',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(10080)], verbose_name='usual length in minutes'),
        ),
        migrations.AddConstraint(
            model_name='meetingtype',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__lte', 10080)), name='meeting_type_within_a_week'),
        ),
    ]
