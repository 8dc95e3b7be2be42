from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='business',
            name='reopening_days',
            field=models.PositiveSmallIntegerField(default=14, verbose_name='inquiries may be reopened within so many days'),
        ),
        migrations.AddField(
            model_name='business',
            name='first_percent',
            field=models.PositiveSmallIntegerField(default=75, verbose_name='per cent of a response time at which whoever handles it is told'),
        ),
        migrations.AddField(
            model_name='business',
            name='second_percent',
            field=models.PositiveSmallIntegerField(default=100, verbose_name='per cent of a response time at which the team lead is told'),
        ),
        migrations.AddField(
            model_name='business',
            name='third_percent',
            field=models.PositiveSmallIntegerField(default=150, verbose_name='per cent of a response time at which the managers are told'),
        ),
        migrations.AddField(
            model_name='business',
            name='work_rounding',
            field=models.PositiveSmallIntegerField(default=15, verbose_name='work is rounded up to so many minutes, where no contract says otherwise'),
        ),
        migrations.AddField(
            model_name='business',
            name='work_minimum',
            field=models.PositiveSmallIntegerField(default=15, verbose_name='work counts at least so many minutes, where no contract says otherwise'),
        ),
        migrations.AddConstraint(
            model_name='business',
            constraint=models.CheckConstraint(condition=models.Q(('reopening_days__lte', 365)), name='reopening_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='business',
            constraint=models.CheckConstraint(condition=models.Q(('first_percent__gte', 1), ('second_percent__gt', models.F('first_percent')), ('third_percent__gt', models.F('second_percent')), ('third_percent__lte', 500)), name='percents_ascend'),
        ),
        migrations.AddConstraint(
            model_name='business',
            constraint=models.CheckConstraint(condition=models.Q(('work_rounding__gte', 1)), name='work_rounding_is_some'),
        ),
    ]
