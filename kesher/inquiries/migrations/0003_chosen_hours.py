import django.db.models.deletion
import kesher.core.owning
import kesher.core.same_business
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('entitlements', '0002_immutable'),
        ('inquiries', '0002_limits_of_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='treatment',
            name='lot',
            field=kesher.core.owning.OwnedKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='treatments', to='entitlements.lot', verbose_name='hour bank'),
        ),
        migrations.AddConstraint(
            model_name='treatment',
            constraint=kesher.core.same_business.SameBusiness('lot', name='inquiries_treatment_lot_same'),
        ),
    ]
