import django.db.models.deletion
import django.db.models.manager
import kesher.core.owning
import kesher.core.same_business
import kesher.core.search_index
import kesher.inquiries.models.record
import kesher.inquiries.models.treatment
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('businesses', '0001_initial'),
        ('contracts', '0001_initial'),
        ('customers', '0003_sites'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(editable=False, verbose_name='number')),
                ('kind', models.CharField(choices=[('message', 'Message'), ('task', 'Task'), ('service-call', 'Service call'), ('documentation', 'Documentation')], max_length=14, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('details', models.TextField(blank=True, max_length=20000, verbose_name='details')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('contract_choice', models.CharField(blank=True, editable=False, max_length=200)),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('email', 'E-mail'), ('whatsapp', 'WhatsApp'), ('counter', 'At the counter'), ('website', 'Website'), ('staff', 'From within')], default='phone', max_length=10, verbose_name='came by')),
                ('target_at', models.DateTimeField(blank=True, null=True, verbose_name='target')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='start')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='end')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='percent done')),
                ('is_shown_at_access', models.BooleanField(default=False, verbose_name='shown at access control')),
                ('arrived_at', models.DateTimeField(editable=False, null=True, verbose_name='arrived')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed')),
                ('resolution', models.TextField(blank=True, max_length=4000, verbose_name='resolution')),
                ('billing_status', models.CharField(choices=[('none', 'Nothing to bill'), ('unbilled', 'To be billed'), ('drafted', 'Drafted'), ('billed', 'Billed'), ('not-billable', 'Not billable')], default='none', max_length=12, verbose_name='billing status')),
                ('billing_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('series_turn_at', models.DateTimeField(editable=False, null=True)),
                ('client_key', models.CharField(blank=True, editable=False, max_length=60)),
                ('search_text', models.TextField(editable=False)),
                ('created_at', models.DateTimeField(editable=False, verbose_name='opened')),
                ('changed_at', models.DateTimeField(editable=False, verbose_name='changed')),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('branch', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='businesses.branch', verbose_name='branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiries', to='businesses.business')),
                ('contract', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='contracts.contract', verbose_name='service contract')),
                ('customer', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='customers.customer', verbose_name='customer')),
                ('equipment', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='customers.equipment', verbose_name='equipment')),
                ('follows', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='inquiries.inquiry')),
                ('merged_into', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='inquiries.inquiry')),
                ('opened_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened_inquiries', to='businesses.staff', verbose_name='taken in by')),
                ('site', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='customers.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'inquiry',
                'verbose_name_plural': 'inquiries',
                'indexes': [kesher.core.search_index.SearchIndex(fields=['business', 'search_text'], name='inquiry_search'), models.Index(condition=models.Q(('closed_at', None), ('removed_at', None)), fields=['business', 'target_at', 'id'], name='inquiry_active'), models.Index(fields=['business', 'customer', 'id'], name='inquiries_of_customer'), models.Index(fields=['business', 'created_at', 'id'], name='inquiry_by_opening'), models.Index(fields=['business', 'closed_at', 'id'], name='inquiry_by_closing'), models.Index(fields=['business', 'changed_at', 'id'], name='inquiry_by_change')],
                'constraints': [models.UniqueConstraint(fields=('business', 'number'), name='inquiry_number_once'), models.UniqueConstraint(condition=models.Q(('client_key', ''), _negated=True), fields=('business', 'client_key'), name='inquiry_sent_once'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='percent_within_100'), models.CheckConstraint(condition=models.Q(('customer__isnull', False), models.Q(('contact_name', ''), _negated=True), _connector='OR'), name='somebody_is_named'), models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='inquiry_ends_later'), kesher.core.same_business.SameBusiness('customer', name='inquiries_inquiry_customer_same'), kesher.core.same_business.SameBusiness('site', name='inquiries_inquiry_site_same'), kesher.core.same_business.SameBusiness('equipment', name='inquiries_inquiry_equipment_same'), kesher.core.same_business.SameBusiness('contract', name='inquiries_inquiry_contract_same'), kesher.core.same_business.SameBusiness('branch', name='inquiries_inquiry_branch_same'), kesher.core.same_business.SameBusiness('opened_by', name='inquiries_inquiry_opened_by_same'), kesher.core.same_business.SameBusiness('follows', name='inquiries_inquiry_follows_same'), kesher.core.same_business.SameBusiness('merged_into', name='inquiries_inquiry_merged_into_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquiry_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InquiryNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=10000, verbose_name='note')),
                ('is_answer', models.BooleanField(default=False, verbose_name='an answer to the customer')),
                ('client_key', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('author', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_notes', to='businesses.staff')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_notes', to='businesses.business')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'note',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_key', ''), _negated=True), fields=('business', 'client_key'), name='inquiry_note_sent_once'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_inquirynote_inquiry_same'), kesher.core.same_business.SameBusiness('author', name='inquiries_inquirynote_author_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquirynote_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InquirySeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('rule', models.CharField(max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(default='Asia/Jerusalem', max_length=40)),
                ('lead_days', models.PositiveSmallIntegerField(default=0, verbose_name='opened so many days ahead')),
                ('facts', models.JSONField(default=dict)),
                ('next_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_series', to='businesses.business')),
                ('contract', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_series', to='contracts.contract')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_series', to='businesses.staff')),
                ('customer', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_series', to='customers.customer')),
            ],
            options={
                'verbose_name': 'recurring inquiry',
                'indexes': [models.Index(fields=['business', 'next_at'], name='inquiry_series_due')],
                'constraints': [kesher.core.same_business.SameBusiness('customer', name='inquiries_inquiryseries_customer_same'), kesher.core.same_business.SameBusiness('contract', name='inquiries_inquiryseries_contract_same'), kesher.core.same_business.SameBusiness('created_by', name='inquiries_inquiryseries_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquiryseries_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='inquiry',
            name='series',
            field=kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='inquiries.inquiryseries'),
        ),
        migrations.CreateModel(
            name='InquiryType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('message', 'Message'), ('task', 'Task'), ('service-call', 'Service call'), ('documentation', 'Documentation')], max_length=14, verbose_name='kind')),
                ('key', models.CharField(blank=True, editable=False, max_length=20)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_types', to='businesses.business')),
                ('parent', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='inquiries.inquirytype', verbose_name='parent type')),
            ],
            options={
                'verbose_name': 'inquiry type',
                'verbose_name_plural': 'inquiry types',
                'ordering': ['kind', 'position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'kind', 'name'), name='inquiry_type_name_once'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='type_is_not_its_own_parent'), kesher.core.same_business.SameBusiness('parent', name='inquiries_inquirytype_parent_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquirytype_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='inquiry',
            name='type',
            field=kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='inquiries.inquirytype', verbose_name='type'),
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='businesses.business')),
                ('note', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='inquiries.inquirynote')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='businesses.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'note', 'staff'), name='mention_once'), kesher.core.same_business.SameBusiness('note', name='inquiries_mention_note_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_mention_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_mention_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('rank', models.PositiveSmallIntegerField(default=50, verbose_name='rank')),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='grey', max_length=8, verbose_name='colour')),
                ('response_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='response within working minutes')),
                ('resolution_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='resolved within working minutes')),
                ('key', models.CharField(blank=True, editable=False, max_length=20)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='businesses.business')),
            ],
            options={
                'verbose_name': 'priority',
                'verbose_name_plural': 'priorities',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='priority_name_once'), models.CheckConstraint(condition=models.Q(('response_minutes', None), ('resolution_minutes', None), ('response_minutes__lte', models.F('resolution_minutes')), _connector='OR'), name='response_before_resolution'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_priority_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='inquiry',
            name='priority',
            field=kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='inquiries.priority', verbose_name='priority'),
        ),
        migrations.CreateModel(
            name='ResponseClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('response', 'Response'), ('resolution', 'Resolution')], max_length=10)),
                ('minutes', models.PositiveIntegerField(verbose_name='promised working minutes')),
                ('is_around_the_clock', models.BooleanField(default=False)),
                ('policy', models.CharField(max_length=160)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('next_step_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('stopped_why', models.CharField(blank=True, max_length=120)),
                ('missed_at', models.DateTimeField(null=True)),
                ('escalated', models.PositiveSmallIntegerField(default=0)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='response_clocks', to='businesses.business')),
                ('clause', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='contracts.clause')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'response time',
                'indexes': [models.Index(condition=models.Q(('stopped_at', None)), fields=['business', 'due_at'], name='clock_running'), models.Index(condition=models.Q(('stopped_at', None)), fields=['business', 'next_step_at'], name='clock_stepping')],
                'constraints': [models.UniqueConstraint(fields=('business', 'inquiry', 'kind'), name='one_clock_per_kind'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_responseclock_inquiry_same'), kesher.core.same_business.SameBusiness('clause', name='inquiries_responseclock_clause_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_responseclock_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SavedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('text', models.TextField(max_length=4000, verbose_name='text')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='saved_answers', to='businesses.business')),
            ],
            options={
                'verbose_name': 'saved answer',
                'verbose_name_plural': 'saved answers',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='saved_answer_name_once'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_savedanswer_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='signed by')),
                ('image', models.FileField(max_length=200, upload_to=kesher.inquiries.models.treatment.signature_path)),
                ('text_sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('client_key', models.CharField(blank=True, max_length=60)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='businesses.business')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='inquiries.inquiry')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_signatures', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'signature',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_key', ''), _negated=True), fields=('business', 'client_key'), name='signature_sent_once'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_signature_inquiry_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_signature_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_signature_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Status',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='status number')),
                ('category', models.CharField(choices=[('open', 'Open'), ('in-progress', 'In treatment'), ('waiting', 'Waiting'), ('closed', 'Closed')], default='open', max_length=12, verbose_name='category')),
                ('colour', models.CharField(choices=[('grey', 'Grey'), ('green', 'Green'), ('blue', 'Blue'), ('orange', 'Orange'), ('red', 'Red'), ('purple', 'Purple')], default='grey', max_length=8, verbose_name='colour')),
                ('key', models.CharField(blank=True, editable=False, max_length=20)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='statuses', to='businesses.business')),
            ],
            options={
                'verbose_name': 'status',
                'verbose_name_plural': 'statuses',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='status_name_once'), models.UniqueConstraint(fields=('business', 'number'), name='status_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('number', 0), _negated=True), models.Q(('category', 'closed'), ('retired_at', None)), _connector='OR'), name='status_0_is_closed'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_status_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='inquiry',
            name='status',
            field=kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='inquiries.status', verbose_name='status'),
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='businesses.business')),
                ('lead', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_teams', to='businesses.staff', verbose_name='team lead')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='team_name_once'), kesher.core.same_business.SameBusiness('lead', name='inquiries_team_lead_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_team_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='inquiry',
            name='team',
            field=kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='inquiries.team', verbose_name='team'),
        ),
        migrations.CreateModel(
            name='TeamPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='team_places', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='team_places', to='businesses.staff')),
                ('team', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='places', to='inquiries.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'team', 'staff'), name='team_place_once'), kesher.core.same_business.SameBusiness('team', name='inquiries_teamplace_team_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_teamplace_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_teamplace_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='team',
            name='staff',
            field=models.ManyToManyField(blank=True, related_name='teams', through='inquiries.TeamPlace', to='businesses.staff', verbose_name='staff'),
        ),
        migrations.CreateModel(
            name='TreatmentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('sub_type', models.CharField(choices=[('work', 'Work'), ('parts', 'Parts'), ('external', 'External work'), ('closing', 'Closing')], max_length=8, verbose_name='sub-type')),
                ('key', models.CharField(blank=True, editable=False, max_length=20)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='treatment_types', to='businesses.business')),
                ('status', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='treatment_types', to='inquiries.status', verbose_name='default status')),
            ],
            options={
                'verbose_name': 'treatment type',
                'verbose_name_plural': 'treatment types',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='treatment_type_name_once'), kesher.core.same_business.SameBusiness('status', name='inquiries_treatmenttype_status_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_treatmenttype_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Treatment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('performed_at', models.DateTimeField(verbose_name='performed')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='start')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='end')),
                ('minutes', models.PositiveIntegerField(default=0, verbose_name='minutes')),
                ('travel_minutes', models.PositiveIntegerField(default=0, verbose_name='travel in minutes')),
                ('rate', models.BigIntegerField(default=0, verbose_name='rate an hour')),
                ('item', models.CharField(blank=True, max_length=200, verbose_name='item or service')),
                ('quantity', models.DecimalField(decimal_places=3, default=1, max_digits=10, verbose_name='quantity')),
                ('price', models.BigIntegerField(default=0, verbose_name='unit price')),
                ('supplier', models.CharField(blank=True, max_length=120, verbose_name='supplier')),
                ('resolution', models.TextField(blank=True, max_length=4000, verbose_name='resolution')),
                ('remarks', models.TextField(blank=True, max_length=4000, verbose_name='remarks')),
                ('charged_minutes', models.PositiveIntegerField(default=0)),
                ('covered_minutes', models.PositiveIntegerField(default=0)),
                ('overage_rate', models.BigIntegerField(default=0)),
                ('discount_percent', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('booking', models.PositiveIntegerField(default=0, editable=False)),
                ('client_key', models.CharField(blank=True, editable=False, max_length=60)),
                ('created_at', models.DateTimeField(editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='treatments', to='businesses.business')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entered_treatments', to='businesses.staff')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='treatments', to='inquiries.inquiry')),
                ('staff', kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='treatments', to='businesses.staff', verbose_name='technician')),
                ('status', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='treatments', to='inquiries.status', verbose_name='status')),
                ('type', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='treatments', to='inquiries.treatmenttype', verbose_name='treatment type')),
            ],
            options={
                'verbose_name': 'treatment',
                'verbose_name_plural': 'treatments',
                'ordering': ['performed_at', 'id'],
                'indexes': [models.Index(fields=['business', 'inquiry', 'performed_at', 'id'], name='treatments_of_call')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_key', ''), _negated=True), fields=('business', 'client_key'), name='treatment_sent_once'), models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='treatment_ends_later'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='treatment_quantity_positive'), models.CheckConstraint(condition=models.Q(('discount_percent__lte', 100)), name='treatment_discount_within_100'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_treatment_inquiry_same'), kesher.core.same_business.SameBusiness('type', name='inquiries_treatment_type_same'), kesher.core.same_business.SameBusiness('status', name='inquiries_treatment_status_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_treatment_staff_same'), kesher.core.same_business.SameBusiness('created_by', name='inquiries_treatment_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_treatment_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Watcher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='watchers', to='businesses.business')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='watchers', to='inquiries.inquiry')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='watched', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'watcher',
                'constraints': [models.UniqueConstraint(fields=('business', 'inquiry', 'staff'), name='watcher_once'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_watcher_inquiry_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_watcher_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_watcher_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ClockSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('is_paused', models.BooleanField(default=False)),
                ('why', models.CharField(max_length=120)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='clock_spans', to='businesses.business')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='clock_spans', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'counted stretch',
                'ordering': ['starts_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('business', 'inquiry'), name='one_open_span'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_clockspan_inquiry_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_clockspan_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='checklist_items', to='businesses.business')),
                ('done_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checked_items', to='businesses.staff')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'checklist item',
                'ordering': ['position', 'id'],
                'constraints': [kesher.core.same_business.SameBusiness('inquiry', name='inquiries_checklistitem_inquiry_same'), kesher.core.same_business.SameBusiness('done_by', name='inquiries_checklistitem_done_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_checklistitem_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Assignee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_main', models.BooleanField(default=False)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='assignees', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='businesses.staff')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='assignees', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'assignee',
                'ordering': ['-is_main', 'id'],
                'indexes': [models.Index(fields=['business', 'staff', 'inquiry'], name='inquiries_of_staff')],
                'constraints': [models.UniqueConstraint(fields=('business', 'inquiry', 'staff'), name='assignee_once'), models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('business', 'inquiry'), name='one_main_assignee'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_assignee_inquiry_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_assignee_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_assignee_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InquiryFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('content', models.FileField(max_length=200, upload_to=kesher.inquiries.models.record.inquiry_file_path, verbose_name='file')),
                ('content_type', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('client_key', models.CharField(blank=True, max_length=60)),
                ('uploaded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_files', to='businesses.business')),
                ('inquiry', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='inquiries.inquiry')),
                ('uploaded_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uploaded_inquiry_files', to='businesses.staff')),
            ],
            options={
                'verbose_name': 'file',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('client_key', ''), _negated=True), fields=('business', 'client_key'), name='inquiry_file_sent_once'), kesher.core.same_business.SameBusiness('inquiry', name='inquiries_inquiryfile_inquiry_same'), kesher.core.same_business.SameBusiness('uploaded_by', name='inquiries_inquiryfile_uploaded_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquiryfile_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InquiryLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('related', 'Related to'), ('blocks', 'Blocks')], default='related', max_length=8)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_links', to='businesses.business')),
                ('created_by', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_links', to='businesses.staff')),
                ('first', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='inquiries.inquiry')),
                ('second', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'link',
                'constraints': [models.UniqueConstraint(fields=('business', 'first', 'second', 'kind'), name='inquiry_link_once'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='link_to_another'), kesher.core.same_business.SameBusiness('first', name='inquiries_inquirylink_first_same'), kesher.core.same_business.SameBusiness('second', name='inquiries_inquirylink_second_same'), kesher.core.same_business.SameBusiness('created_by', name='inquiries_inquirylink_created_by_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquirylink_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='InquiryMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('undo', models.JSONField()),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='inquiry_merges', to='businesses.business')),
                ('merged', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='merges_out', to='inquiries.inquiry')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_merges', to='businesses.staff')),
                ('survivor', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='merges_in', to='inquiries.inquiry')),
            ],
            options={
                'verbose_name': 'merge',
                'constraints': [kesher.core.same_business.SameBusiness('survivor', name='inquiries_inquirymerge_survivor_same'), kesher.core.same_business.SameBusiness('merged', name='inquiries_inquirymerge_merged_same'), kesher.core.same_business.SameBusiness('staff', name='inquiries_inquirymerge_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='inquiries_inquirymerge_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.UniqueConstraint(fields=('business', 'series', 'series_turn_at'), name='one_inquiry_per_turn'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'documentation'), _negated=True), models.Q(('priority', None), ('target_at', None)), _connector='OR'), name='documentation_is_not_urgent'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=kesher.core.same_business.SameBusiness('type', name='inquiries_inquiry_type_same'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=kesher.core.same_business.SameBusiness('status', name='inquiries_inquiry_status_same'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=kesher.core.same_business.SameBusiness('priority', name='inquiries_inquiry_priority_same'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=kesher.core.same_business.SameBusiness('team', name='inquiries_inquiry_team_same'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=kesher.core.same_business.SameBusiness('series', name='inquiries_inquiry_series_same'),
        ),
    ]
