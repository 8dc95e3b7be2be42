import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import kesher.core.owning
import kesher.core.same_business
import kesher.core.search_index
import kesher.customers.models.movement
import kesher.customers.models.record
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('businesses', '0001_initial'),
        ('customers', '0001_trigrams'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('long-text', 'Long text'), ('number', 'Number'), ('date', 'Date'), ('yes-no', 'Yes or no'), ('choice', 'Choice from a list')], default='text', max_length=10, verbose_name='kind')),
                ('choices', models.JSONField(blank=True, default=list, verbose_name='choices')),
                ('is_required', models.BooleanField(default=False, verbose_name='required')),
                ('is_in_list', models.BooleanField(default=False, verbose_name='can be a column and a filter of the list')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='custom_fields', to='businesses.business')),
            ],
            options={
                'verbose_name': 'custom field',
                'verbose_name_plural': 'custom fields',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='custom_field_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='customers_customfield_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=160, verbose_name='file')),
                ('content', models.FileField(max_length=200, upload_to=kesher.customers.models.movement.upload_path)),
                ('columns', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('uploaded', 'Uploaded'), ('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='uploaded', max_length=10)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('rows_read', models.PositiveIntegerField(default=0)),
                ('created_count', models.PositiveIntegerField(default=0)),
                ('updated_count', models.PositiveIntegerField(default=0)),
                ('skipped_count', models.PositiveIntegerField(default=0)),
                ('problem_count', models.PositiveIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-id'],
                'constraints': [kesher.core.same_business.SameBusiness('staff', name='customers_import_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_import_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('list_key', models.CharField(max_length=40)),
                ('query', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'saved view',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'list_key', 'staff', 'name'), name='saved_view_name_once'), models.UniqueConstraint(condition=models.Q(('staff', None)), fields=('business', 'list_key', 'name'), name='saved_view_shared_once'), kesher.core.same_business.SameBusiness('staff', name='customers_savedview_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_savedview_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='businesses.business')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='source_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='customers_source_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('group', models.CharField(choices=[('in-progress', 'In progress'), ('converted', 'Converted'), ('lost', 'Lost')], default='in-progress', max_length=12, verbose_name='group')),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='grey', max_length=8, verbose_name='colour')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='businesses.business')),
            ],
            options={
                'verbose_name': 'lead stage',
                'verbose_name_plural': 'lead stages',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='stage_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='customers_stage_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(editable=False, verbose_name='customer number')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('customer', 'Customer'), ('former', 'Former customer')], default='lead', editable=False, max_length=10, verbose_name='role')),
                ('is_company', models.BooleanField(default=False, verbose_name='company')),
                ('first_name', models.CharField(max_length=80, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='last name')),
                ('full_name', models.CharField(editable=False, max_length=161)),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('id_number', models.CharField(blank=True, max_length=20, verbose_name='ID number')),
                ('gender', models.CharField(blank=True, choices=[('f', 'Female'), ('m', 'Male'), ('x', 'Other')], max_length=1, verbose_name='gender')),
                ('birthday', models.DateField(blank=True, null=True, verbose_name='birthday')),
                ('job_title', models.CharField(blank=True, max_length=80, verbose_name='job title')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('invoice_name', models.CharField(blank=True, max_length=120, verbose_name='name on invoice')),
                ('invoice_tax_number', models.CharField(blank=True, max_length=9, verbose_name='company or dealer number')),
                ('invoice_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for invoices')),
                ('invoice_address', models.CharField(blank=True, max_length=200, verbose_name='address on invoice')),
                ('search_text', models.TextField(editable=False)),
                ('source_key', models.CharField(blank=True, editable=False, max_length=120)),
                ('created_at', models.DateTimeField(editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('archived_at', models.DateTimeField(editable=False, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('account_manager', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed_customers', to='businesses.staff', verbose_name='account manager')),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='businesses.branch', verbose_name='branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='customers', to='businesses.business')),
                ('merged_into', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.customer')),
                ('payer', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pays_for', to='customers.customer', verbose_name='payer')),
                ('staff', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to='businesses.staff')),
                ('source', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='customers.source', verbose_name='source')),
                ('stage', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='customers.stage', verbose_name='stage')),
            ],
            options={
                'verbose_name': 'customer',
                'verbose_name_plural': 'customers',
                'constraints': [models.UniqueConstraint(fields=('business', 'number'), name='customer_number_once'), models.UniqueConstraint(fields=('business', 'staff'), name='one_person_per_staff'), models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('business', 'source_key'), name='customer_source_key_once'), models.CheckConstraint(condition=models.Q(('payer', models.F('id')), _negated=True), name='payer_is_another'), kesher.core.same_business.SameBusiness('stage', name='customers_customer_stage_same'), kesher.core.same_business.SameBusiness('source', name='customers_customer_source_same'), kesher.core.same_business.SameBusiness('branch', name='customers_customer_branch_same'), kesher.core.same_business.SameBusiness('account_manager', name='customers_customer_account_manager_same'), kesher.core.same_business.SameBusiness('staff', name='customers_customer_staff_same'), kesher.core.same_business.SameBusiness('payer', name='customers_customer_payer_same'), kesher.core.same_business.SameBusiness('merged_into', name='customers_customer_merged_into_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_customer_owned')],
                'indexes': [kesher.core.search_index.SearchIndex(fields=['business', 'search_text'], name='customer_search'), models.Index(condition=models.Q(('archived_at', None)), fields=['business', 'full_name', 'id'], name='customer_by_name'), models.Index(condition=models.Q(('archived_at', None)), fields=['business', 'created_at', 'id'], name='customer_by_age'), models.Index(condition=models.Q(('archived_at', None)), fields=['business', 'changed_at', 'id'], name='customer_by_change'), models.Index(condition=models.Q(('archived_at', None)), fields=['business', 'role', 'stage'], name='customer_by_role'), models.Index(condition=models.Q(('archived_at', None)), fields=['business', 'birthday'], name='customer_by_birthday'), models.Index(fields=['business', 'phone'], name='customer_by_phone'), models.Index(fields=['business', 'email'], name='customer_by_email'), models.Index(fields=['business', 'id_number'], name='customer_by_id_number')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ContactNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=32, verbose_name='phone')),
                ('label', models.CharField(blank=True, max_length=40, verbose_name='label')),
                ('can_call', models.BooleanField(default=True, verbose_name='calls')),
                ('can_sms', models.BooleanField(default=True, verbose_name='SMS')),
                ('can_whatsapp', models.BooleanField(default=True, verbose_name='WhatsApp')),
                ('is_default_for_messages', models.BooleanField(default=False, verbose_name='send messages here')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='contact_numbers', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='customers.customer')),
            ],
            options={
                'verbose_name': 'additional number',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'customer', 'phone'), name='contact_number_once'), models.UniqueConstraint(condition=models.Q(('is_default_for_messages', True)), fields=('business', 'customer'), name='one_number_for_messages'), kesher.core.same_business.SameBusiness('customer', name='customers_contactnumber_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_contactnumber_owned')],
                'indexes': [models.Index(fields=['business', 'phone'], name='number_by_phone')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('whatsapp', 'WhatsApp'), ('push', 'Push'), ('call', 'Phone call')], max_length=10)),
                ('purpose', models.CharField(choices=[('service', 'Service messages'), ('marketing', 'Marketing'), ('documents', 'Invoices by e-mail')], max_length=10)),
                ('is_given', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('how', models.CharField(blank=True, max_length=120, verbose_name='how it was given')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='businesses.business')),
                ('number', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='customers.contactnumber')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='customers.customer')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_consent_customer_same'), kesher.core.same_business.SameBusiness('number', name='customers_consent_number_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_consent_owned')],
                'indexes': [models.Index(fields=['business', 'customer', '-id'], name='consent_latest')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, max_length=40, verbose_name='label')),
                ('town', models.CharField(blank=True, max_length=60, verbose_name='town')),
                ('street', models.CharField(blank=True, max_length=80, verbose_name='street')),
                ('house', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('entrance', models.CharField(blank=True, max_length=8, verbose_name='entrance')),
                ('floor', models.CharField(blank=True, max_length=8, verbose_name='floor')),
                ('flat', models.CharField(blank=True, max_length=8, verbose_name='flat')),
                ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='postal code')),
                ('country', models.CharField(blank=True, max_length=40, verbose_name='country')),
                ('remarks', models.CharField(blank=True, max_length=200, verbose_name='how to get in')),
                ('is_main', models.BooleanField(default=False, verbose_name='main address')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='customers.customer')),
            ],
            options={
                'verbose_name': 'address',
                'ordering': ['-is_main', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('business', 'customer'), name='one_main_address'), kesher.core.same_business.SameBusiness('customer', name='customers_address_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_address_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CustomerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='description')),
                ('content', models.FileField(max_length=200, upload_to=kesher.customers.models.record.file_path, verbose_name='file')),
                ('content_type', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='customer_files', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='customers.customer')),
                ('uploaded_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uploaded_files', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'file',
                'ordering': ['-id'],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_customerfile_customer_same'), kesher.core.same_business.SameBusiness('uploaded_by', name='customers_customerfile_uploaded_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_customerfile_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DismissedPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dismissed_at', models.DateTimeField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='dismissed_pairs', to='businesses.business')),
                ('first', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='dismissed_with', to='customers.customer')),
                ('second', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='dismissed_from', to='customers.customer')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dismissed_pairs', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'not a duplicate',
                'constraints': [models.UniqueConstraint(fields=('business', 'first', 'second'), name='pair_dismissed_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='pair_in_order'), kesher.core.same_business.SameBusiness('first', name='customers_dismissedpair_first_same'), kesher.core.same_business.SameBusiness('second', name='customers_dismissedpair_second_same'), kesher.core.same_business.SameBusiness('staff', name='customers_dismissedpair_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_dismissedpair_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FieldValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.TextField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='field_values', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='field_values', to='customers.customer')),
                ('field', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='values', to='customers.customfield')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'customer', 'field'), name='one_value_per_field'), kesher.core.same_business.SameBusiness('customer', name='customers_fieldvalue_customer_same'), kesher.core.same_business.SameBusiness('field', name='customers_fieldvalue_field_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_fieldvalue_owned')],
                'indexes': [models.Index(fields=['business', 'field', 'customer'], name='value_of_field')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(max_length=10)),
                ('before', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('content', models.JSONField(default=list)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='import_rows', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_rows', to='customers.customer')),
                ('run', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='customers.import')),
            ],
            options={
                'ordering': ['row'],
                'constraints': [kesher.core.same_business.SameBusiness('run', name='customers_importrow_run_same'), kesher.core.same_business.SameBusiness('customer', name='customers_importrow_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_importrow_owned')],
                'indexes': [models.Index(fields=['business', 'run', 'outcome', 'row'], name='import_row_by_outcome')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Injury',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='injury')),
                ('remarks', models.TextField(blank=True, max_length=2000, verbose_name='what staff should know')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('shows_at_check_in', models.BooleanField(default=True, verbose_name='show at check-in')),
                ('shows_at_access', models.BooleanField(default=False, verbose_name='show at access control')),
                ('created_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('author', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded_injuries', to='businesses.staff')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='injuries', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='injuries', to='customers.customer')),
            ],
            options={
                'verbose_name': 'injury',
                'verbose_name_plural': 'injuries',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='injury_ends_after_start'), kesher.core.same_business.SameBusiness('customer', name='customers_injury_customer_same'), kesher.core.same_business.SameBusiness('author', name='customers_injury_author_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_injury_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('undo', models.JSONField()),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='businesses.business')),
                ('merged', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='merges_out', to='customers.customer')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='businesses.staff')),
                ('survivor', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='merges_in', to='customers.customer')),
            ],
            options={
                'verbose_name': 'merge',
                'ordering': ['-id'],
                'constraints': [kesher.core.same_business.SameBusiness('survivor', name='customers_merge_survivor_same'), kesher.core.same_business.SameBusiness('merged', name='customers_merge_merged_same'), kesher.core.same_business.SameBusiness('staff', name='customers_merge_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_merge_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=10000, verbose_name='note')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='pinned')),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('author', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='customer_notes', to='businesses.staff')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='customer_notes', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='customers.customer')),
            ],
            options={
                'verbose_name': 'note',
                'ordering': ['-is_pinned', '-id'],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_note_customer_same'), kesher.core.same_business.SameBusiness('author', name='customers_note_author_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_note_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('guardian', 'Guardian'), ('family', 'Family'), ('employer', 'Employer'), ('contact', 'Contact person'), ('other', 'Other')], max_length=10, verbose_name='relation')),
                ('remarks', models.CharField(blank=True, max_length=120, verbose_name='remarks')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='customers.customer')),
                ('other', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='related_from', to='customers.customer')),
            ],
            options={
                'verbose_name': 'relation',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'customer', 'other', 'kind'), name='relation_once'), models.CheckConstraint(condition=models.Q(('customer', models.F('other')), _negated=True), name='relation_to_another'), kesher.core.same_business.SameBusiness('customer', name='customers_relation_customer_same'), kesher.core.same_business.SameBusiness('other', name='customers_relation_other_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_relation_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RolePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('customer', 'Customer'), ('staff', 'Staff member')], max_length=10, verbose_name='role')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(null=True, verbose_name='to')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='role_periods', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='role_periods', to='customers.customer')),
            ],
            options={
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('business', 'customer', 'role'), name='one_open_period_per_role'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_period_ends_after_start'), kesher.core.same_business.SameBusiness('customer', name='customers_roleperiod_customer_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_roleperiod_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='grey', max_length=8, verbose_name='colour')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='businesses.business')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='tag_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='customers_tag_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CustomerTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='customer_tags', to='businesses.business')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='tag_links', to='customers.customer')),
                ('tag', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='customer_links', to='customers.tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'customer', 'tag'), name='customer_tag_once'), kesher.core.same_business.SameBusiness('customer', name='customers_customertag_customer_same'), kesher.core.same_business.SameBusiness('tag', name='customers_customertag_tag_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_customertag_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Conversion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('undo', models.JSONField()),
                ('converted_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='conversions', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conversions', to='businesses.staff')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='conversions', to='customers.customer')),
            ],
            options={
                'verbose_name': 'conversion',
                'ordering': ['-id'],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='customers_conversion_customer_same'), kesher.core.same_business.SameBusiness('staff', name='customers_conversion_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='customers_conversion_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='customer',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='customers', through='customers.CustomerTag', to='customers.tag', verbose_name='tags'),
        ),
    ]
