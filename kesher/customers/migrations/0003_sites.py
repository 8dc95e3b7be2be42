import django.db.models.deletion
import django.db.models.manager
import kesher.core.owning
import kesher.core.same_business
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0001_initial'),
        ('customers', '0002_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('town', models.CharField(blank=True, max_length=60, verbose_name='town')),
                ('street', models.CharField(blank=True, max_length=80, verbose_name='street')),
                ('house', models.CharField(blank=True, max_length=10, verbose_name='house number')),
                ('details', models.CharField(blank=True, max_length=80, verbose_name='entrance, floor, flat')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='phone')),
                ('access_notes', models.TextField(blank=True, max_length=1000, verbose_name='access')),
                ('created_at', models.DateTimeField(editable=False)),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='customers.customer')),
            ],
            options={
                'verbose_name': 'site',
                'ordering': ['name', 'id'],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_site_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_site_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('maker', models.CharField(blank=True, max_length=60, verbose_name='manufacturer')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='model')),
                ('serial_number', models.CharField(blank=True, max_length=80, verbose_name='serial number')),
                ('installed_on', models.DateField(blank=True, null=True, verbose_name='installed on')),
                ('warranty_until', models.DateField(blank=True, null=True, verbose_name='warranty until')),
                ('remarks', models.TextField(blank=True, max_length=1000, verbose_name='remarks')),
                ('created_at', models.DateTimeField(editable=False)),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='customers.customer')),
                ('site', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='customers.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'equipment',
                'verbose_name_plural': 'equipment',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(condition=models.Q(('serial_number', ''), _negated=True), fields=['business', 'serial_number'], name='equipment_by_serial')],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_equipment_customer_same'), kesher.core.same_business.SameBusiness('site', name='customers_equipment_site_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_equipment_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
    ]
