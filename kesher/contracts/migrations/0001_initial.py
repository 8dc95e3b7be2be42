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
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(editable=False, verbose_name='contract number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('is_draft', models.BooleanField(default=False, verbose_name='draft')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('price', models.BigIntegerField(default=0, verbose_name='price')),
                ('renewal', models.CharField(choices=[('by-hand', 'By hand'), ('automatic', 'By itself'), ('none', 'Ends for good')], default='by-hand', max_length=10, verbose_name='renewal')),
                ('warning_days', models.PositiveSmallIntegerField(default=30, verbose_name='warn so many days before the end')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name="the customer's reference")),
                ('remarks', models.TextField(blank=True, max_length=4000, verbose_name='remarks')),
                ('cancelled_on', models.DateField(editable=False, null=True, verbose_name='cancelled from')),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason')),
                ('created_at', models.DateTimeField(editable=False)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='customers.customer', verbose_name='customer')),
                ('manager', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed_contracts', to='businesses.staff', verbose_name='account manager')),
                ('renews', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='contracts.contract')),
            ],
            options={
                'verbose_name': 'service contract',
                'verbose_name_plural': 'service contracts',
                'ordering': ['-starts_on', '-id'],
                'indexes': [models.Index(fields=['business', 'customer', 'ends_on'], name='contracts_of_customer'), models.Index(fields=['business', 'ends_on'], name='contract_by_end')],
                'constraints': [models.UniqueConstraint(fields=('business', 'number'), name='contract_number_once'), models.UniqueConstraint(fields=('business', 'renews'), name='renewed_once'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_later'), kesher.core.same_business.SameBusiness('customer', name='contracts_contract_customer_same'), kesher.core.same_business.SameBusiness('manager', name='contracts_contract_manager_same'), kesher.core.same_business.SameBusiness('renews', name='contracts_contract_renews_same'), models.UniqueConstraint(fields=('business', 'id'), name='contracts_contract_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ContractCover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='contract_covers', to='businesses.business')),
                ('contract', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='covers', to='contracts.contract')),
                ('equipment', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contract_covers', to='customers.equipment')),
                ('site', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contract_covers', to='customers.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'contract', 'site'), name='site_covered_once'), models.UniqueConstraint(fields=('business', 'contract', 'equipment'), name='equipment_covered_once'), models.CheckConstraint(condition=models.Q(models.Q(('equipment__isnull', False), ('site', None)), models.Q(('equipment', None), ('site__isnull', False)), _connector='OR'), name='cover_is_one'), kesher.core.same_business.SameBusiness('contract', name='contracts_contractcover_contract_same'), kesher.core.same_business.SameBusiness('site', name='contracts_contractcover_site_same'), kesher.core.same_business.SameBusiness('equipment', name='contracts_contractcover_equipment_same'), models.UniqueConstraint(fields=('business', 'id'), name='contracts_contractcover_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ContractVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='what was changed')),
                ('created_at', models.DateTimeField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='contract_versions', to='businesses.business')),
                ('contract', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='contracts.contract')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contract_versions', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'version of a contract',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('business', 'contract', 'number'), name='version_number_once'), kesher.core.same_business.SameBusiness('contract', name='contracts_contractversion_contract_same'), kesher.core.same_business.SameBusiness('created_by', name='contracts_contractversion_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='contracts_contractversion_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('response-time', 'Response time'), ('hour-bank', 'Hour bank'), ('visits', 'Visits included'), ('discount', 'Discount'), ('text', 'Free text')], max_length=14, verbose_name='clause')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='wording')),
                ('terms', models.JSONField(default=dict)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='businesses.business')),
                ('version', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='contracts.contractversion')),
            ],
            options={
                'verbose_name': 'clause',
                'ordering': ['position', 'id'],
                'constraints': [kesher.core.same_business.SameBusiness('version', name='contracts_clause_version_same'), models.UniqueConstraint(fields=('business', 'id'), name='contracts_clause_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
    ]
