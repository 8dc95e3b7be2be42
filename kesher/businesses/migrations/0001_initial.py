import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import kesher.businesses.models.business
import kesher.core.owning
import kesher.core.same_business
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Business',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('legal_name', models.CharField(blank=True, max_length=120, verbose_name='legal name')),
                ('tax_number', models.CharField(blank=True, max_length=9, verbose_name='tax number')),
                ('dealer_status', models.CharField(choices=[('company', 'Company'), ('dealer', 'Licensed dealer'), ('exempt', 'Exempt dealer'), ('non-profit', 'Non-profit')], default='dealer', max_length=12, verbose_name='dealer status')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('logo', models.FileField(blank=True, upload_to=kesher.businesses.models.business.logo_path, verbose_name='logo')),
                ('opening_hours', models.JSONField(blank=True, default=dict, verbose_name='opening hours')),
                ('requires_second_factor', models.BooleanField(default=False, verbose_name='second factor required')),
                ('mail_host', models.CharField(blank=True, max_length=120, verbose_name='mail server')),
                ('mail_port', models.PositiveIntegerField(default=587, verbose_name='port')),
                ('mail_user', models.CharField(blank=True, max_length=120, verbose_name='user name')),
                ('mail_secret', models.TextField(blank=True)),
                ('mail_security', models.CharField(choices=[('starttls', 'STARTTLS'), ('tls', 'TLS'), ('none', 'None')], default='starttls', max_length=8, verbose_name='encryption')),
                ('mail_from', models.CharField(blank=True, max_length=160, verbose_name='sender')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'business',
                'verbose_name_plural': 'businesses',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('language', models.CharField(choices=[('he', 'Hebrew'), ('en', 'English')], default='he', max_length=5, verbose_name='language')),
                ('theme', models.CharField(blank=True, choices=[('', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='', max_length=5, verbose_name='theme')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('opening_hours', models.JSONField(blank=True, default=dict, verbose_name='opening hours')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='branches', to='businesses.business')),
            ],
            options={
                'verbose_name': 'branch',
                'verbose_name_plural': 'branches',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='branch_name_once', violation_error_message='There is a branch with this name already.'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_branch_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Activation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.TextField(verbose_name='activation code')),
                ('modules', models.JSONField(default=list)),
                ('expires_on', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='activations', to='businesses.business')),
            ],
            options={
                'verbose_name': 'activation',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'id'), name='businesses_activation_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=40)),
                ('last', models.PositiveBigIntegerField(default=0)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='counters', to='businesses.business')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'series'), name='one_counter_per_series'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_counter_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('key', models.CharField(blank=True, editable=False, max_length=20)),
                ('permissions', models.JSONField(blank=True, default=list, verbose_name='permissions')),
                ('retired_at', models.DateTimeField(editable=False, null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='businesses.business')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name'), name='role_name_once', violation_error_message='There is a role with this name already.'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_role_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=60, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=60, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('id_number', models.CharField(blank=True, max_length=20, verbose_name='ID number')),
                ('birthday', models.DateField(blank=True, null=True, verbose_name='birthday')),
                ('gender', models.CharField(blank=True, choices=[('f', 'Female'), ('m', 'Male'), ('x', 'Other')], max_length=1, verbose_name='gender')),
                ('employee_number', models.CharField(blank=True, max_length=20, verbose_name='employee number')),
                ('hired_on', models.DateField(blank=True, null=True, verbose_name='employed since')),
                ('left_at', models.DateTimeField(editable=False, null=True, verbose_name='left on')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='businesses.business')),
                ('user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'staff member',
                'verbose_name_plural': 'staff',
                'ordering': ['first_name', 'last_name'],
                'constraints': [models.UniqueConstraint(fields=('business', 'user'), name='one_place_per_business'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_staff_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='businesses.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'token_hash'), name='invitation_token_once'), kesher.core.same_business.SameBusiness('staff', name='businesses_invitation_staff_same'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_invitation_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StaffBranch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='staff_links', to='businesses.branch')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='staff_branches', to='businesses.business')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='branch_links', to='businesses.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'staff', 'branch'), name='staff_branch_once'), kesher.core.same_business.SameBusiness('staff', name='businesses_staffbranch_staff_same'), kesher.core.same_business.SameBusiness('branch', name='businesses_staffbranch_branch_same'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_staffbranch_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StaffRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business', kesher.core.owning.BusinessKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='staff_roles', to='businesses.business')),
                ('role', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='staff_links', to='businesses.role')),
                ('staff', kesher.core.owning.OwnedKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='role_links', to='businesses.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'staff', 'role'), name='staff_role_once'), kesher.core.same_business.SameBusiness('staff', name='businesses_staffrole_staff_same'), kesher.core.same_business.SameBusiness('role', name='businesses_staffrole_role_same'), models.UniqueConstraint(fields=('business', 'id'), name='businesses_staffrole_owned')],
            },
            managers=[
                ('_rows', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='staff',
            name='branches',
            field=models.ManyToManyField(blank=True, help_text='None chosen: all branches', through='businesses.StaffBranch', to='businesses.branch', verbose_name='branches'),
        ),
        migrations.AddField(
            model_name='staff',
            name='roles',
            field=models.ManyToManyField(through='businesses.StaffRole', to='businesses.role', verbose_name='roles'),
        ),
    ]
