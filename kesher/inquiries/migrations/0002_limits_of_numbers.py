
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0001_initial'),
        ('inquiries', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='priority',
            name='rank',
            field=models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(32767)], verbose_name='rank'),
        ),
        migrations.AlterField(
            model_name='priority',
            name='resolution_minutes',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(525600)], verbose_name='resolved within working minutes'),
        ),
        migrations.AlterField(
            model_name='priority',
            name='response_minutes',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(525600)], verbose_name='response within working minutes'),
        ),
        migrations.AlterField(
            model_name='status',
            name='number',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(32767)], verbose_name='status number'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('rank__lte', 32767)), name='priority_rank_within'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('response_minutes', None), ('response_minutes__lte', 525600), _connector='OR'), name='response_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('resolution_minutes', None), ('resolution_minutes__lte', 525600), _connector='OR'), name='resolution_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(('number__lte', 32767)), name='status_number_within'),
        ),
    ]
