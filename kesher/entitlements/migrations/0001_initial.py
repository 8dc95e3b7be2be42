import django.db.models.deletion
import django.db.models.expressions
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
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(choices=[('minutes', 'Minutes'), ('visits', 'Visits'), ('punches', 'Punches')], max_length=8, verbose_name='unit')),
                ('label', models.CharField(max_length=160, verbose_name='label')),
                ('scope', models.JSONField(blank=True, default=dict)),
                ('valid_from', models.DateField(null=True, verbose_name='from')),
                ('valid_until', models.DateField(null=True, verbose_name='to')),
                ('bought_at', models.DateTimeField()),
                ('source_kind', models.CharField(max_length=60)),
                ('source_id', models.BigIntegerField()),
                ('floor', models.IntegerField(default=0)),
                ('balance', models.IntegerField(default=0)),
                ('reserved', models.PositiveIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='lots', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='customers.customer')),
            ],
            options={
                'verbose_name': 'lot',
                'indexes': [models.Index(fields=['business', 'customer', 'unit'], name='lots_of_customer'), models.Index(fields=['business', 'source_kind', 'source_id'], name='lots_of_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(('balance__gte', django.db.models.expressions.CombinedExpression(models.F('floor'), '+', models.F('reserved')))), name='lot_above_floor'), models.CheckConstraint(condition=models.Q(('floor__lte', 0)), name='lot_floor_not_above_zero'), kesher.core.same_business.SameBusiness('customer', name='entitlements_lot_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='entitlements_lot_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('grant', 'Granted'), ('reserve', 'Reserved'), ('release', 'Released'), ('consume', 'Used'), ('reverse', 'Taken back'), ('expire', 'Expired'), ('adjust', 'Adjusted'), ('transfer', 'Transferred'), ('refund', 'Refunded')], max_length=8, verbose_name='what')),
                ('quantity', models.IntegerField(verbose_name='quantity')),
                ('reserved', models.IntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('subject_kind', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('subject_label', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('choice', models.JSONField(default=dict)),
                ('key', models.CharField(max_length=120)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='ledger_entries', to='businesses.business')),
                ('reverses', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='entitlements.ledgerentry')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='businesses.staff')),
                ('lot', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='entitlements.lot')),
            ],
            options={
                'verbose_name': 'ledger entry',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['business', 'lot', 'id'], name='entries_of_lot'), models.Index(fields=['business', 'subject_kind', 'subject_id'], name='entries_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('business', 'key'), name='ledger_entry_once'), models.UniqueConstraint(fields=('business', 'reverses'), name='reversed_once'), kesher.core.same_business.SameBusiness('lot', name='entitlements_ledgerentry_lot_same'), kesher.core.same_business.SameBusiness('reverses', name='entitlements_ledgerentry_reverses_same'), kesher.core.same_business.SameBusiness('staff', name='entitlements_ledgerentry_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='entitlements_ledgerentry_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
    ]
