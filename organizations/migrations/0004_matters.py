"""Filings become matters of the kind «filing»: the other kinds stand in the same table."""

import django.db.models.deletion
import incubator.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("documents", "0001_initial"),
        ("organizations", "0003_people_and_pairings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='handedinpaper',
            name='one_paper_of_a_kind_per_hand_in',
        ),
        migrations.RemoveConstraint(
            model_name='filingmaterial',
            name='one_paper_of_a_kind_per_filing',
        ),
        migrations.RemoveConstraint(
            model_name='filing',
            name='one_open_filing_per_organization',
        ),
        migrations.RemoveConstraint(
            model_name='filing',
            name='submitted_filing_has_a_receipt',
        ),
        migrations.RenameModel("Filing", "Matter"),
        migrations.RenameModel("FilingChange", "MatterChange"),
        migrations.RenameModel("FilingMaterial", "Material"),
        migrations.RenameField("MatterChange", "filing", "matter"),
        migrations.RenameField("Material", "filing", "matter"),
        migrations.RenameField("HandedInPaper", "filing", "matter"),
        migrations.RenameField("Certificate", "filing", "matter"),
        migrations.CreateModel(
            name="Filing",
            fields=[],
            options={"verbose_name": "filing", "verbose_name_plural": "filings", "proxy": True, "indexes": [],
                     "constraints": []},
            bases=("organizations.matter",),
        ),
        migrations.AlterModelOptions(
            name='matter',
            options={'ordering': ('pk',), 'verbose_name': 'matter', 'verbose_name_plural': 'matters'},
        ),
        migrations.AlterModelOptions(
            name='matterchange',
            options={'ordering': ('pk',), 'verbose_name': 'change of a matter', 'verbose_name_plural': 'changes of matters'},
        ),
        migrations.AddField(
            model_name='matter',
            name='answers',
            field=models.JSONField(default=dict, editable=False, verbose_name='answers'),
        ),
        migrations.AddField(
            model_name='matter',
            name='chain',
            field=models.JSONField(default=list, editable=False, verbose_name='steps of the office'),
        ),
        migrations.AddField(
            model_name='matter',
            name='identity_no',
            field=incubator.sealed.SealedField(blank=True, default='', kind='identity', verbose_name='identity number'),
        ),
        migrations.AddField(
            model_name='matter',
            name='kind',
            field=models.CharField(choices=[('filing', 'Filing'), ('registration', 'Opinion on a registration'), ('change', 'Change of recorded facts'), ('cancellation', 'Cancellation')], default='filing', editable=False, max_length=20, verbose_name='matter'),
        ),
        migrations.AddField(
            model_name='matter',
            name='phone',
            field=incubator.sealed.SealedField(blank=True, default='', kind='phone', verbose_name='contact phone'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='matter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='organizations.matter', verbose_name='matter'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='number',
            field=models.CharField(max_length=30, verbose_name='filing number'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='withdrawn_reason',
            field=models.CharField(blank=True, choices=[('replaced', 'Replaced after a change of what it says'), ('cancelled', 'The organization is cancelled'), ('registered', 'The organization was registered with civil affairs')], max_length=20, verbose_name='reason of withdrawal'),
        ),
        migrations.AlterField(
            model_name='handedinpaper',
            name='kind',
            field=models.CharField(choices=[('charter', 'Charter'), ('venue_proof', 'Proof of venue'), ('roster', 'List of members'), ('resolution', 'Resolution'), ('appointment', 'Paper on the new responsible person'), ('liquidation', 'Liquidation report'), ('application', 'Application'), ('capital', 'Proof of funds')], max_length=20, verbose_name='material'),
        ),
        migrations.AlterField(
            model_name='handedinpaper',
            name='matter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed_in', to='organizations.matter', verbose_name='matter'),
        ),
        migrations.AlterField(
            model_name='material',
            name='kind',
            field=models.CharField(choices=[('charter', 'Charter'), ('venue_proof', 'Proof of venue'), ('roster', 'List of members'), ('resolution', 'Resolution'), ('appointment', 'Paper on the new responsible person'), ('liquidation', 'Liquidation report'), ('application', 'Application'), ('capital', 'Proof of funds')], max_length=20, verbose_name='material'),
        ),
        migrations.AlterField(
            model_name='material',
            name='matter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='organizations.matter', verbose_name='matter'),
        ),
        migrations.AlterField(
            model_name='matter',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='organizations.organization', verbose_name='organization'),
        ),
        migrations.AlterField(
            model_name='matter',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('examining', 'Under examination'), ('reviewed', 'Examined'), ('returned', 'Returned for correction'), ('approved', 'Granted'), ('refused', 'Not granted'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=20, verbose_name='status'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('number',), name='one_standing_certificate_per_number'),
        ),
        migrations.AddConstraint(
            model_name='handedinpaper',
            constraint=models.UniqueConstraint(fields=('matter', 'kind', 'hand_in'), name='one_paper_of_a_kind_per_hand_in'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.UniqueConstraint(fields=('matter', 'kind'), name='one_paper_of_a_kind_per_matter'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'examining', 'reviewed', 'returned'])), fields=('organization', 'kind'), name='one_open_matter_of_a_kind_per_organization', violation_error_message='A matter of this kind is open already for this organization.'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), models.Q(('receipt_no', ''), _negated=True), _connector='OR'), name='submitted_matter_has_a_receipt', violation_error_message='A matter handed in has a receipt number.'),
        ),
    ]
