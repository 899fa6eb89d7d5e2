"""Tiers: what a hub supports, templates of papers, filing of a listed group; a listed group has no number."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def keep_numbers_as_words(apps, schema_editor):
    """A listed group that was brought in with a number keeps it in its remark: the number is nobody's key any more."""
    Organization = apps.get_model("organizations", "Organization")
    listed = Organization.objects.filter(org_type__in=["resident_group", "courtyard_group"])
    for group in listed.exclude(uscc="", filing_no=""):
        group.remark = " ".join(filter(None, [group.remark, group.uscc, group.filing_no]))[:300]
        group.uscc = group.filing_no = ""
        group.save(update_fields=["uscc", "filing_no", "remark"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('documents', '0001_initial'),
        ('organizations', '0008_growth'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HubLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since', models.DateField(verbose_name='supported since')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='support ended on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('status', models.CharField(choices=[('living', 'Supported'), ('ended', 'Support ended')], default='living', editable=False, max_length=20, verbose_name='status')),
            ],
            options={
                'verbose_name': 'support by a hub',
                'verbose_name_plural': 'supports by hubs',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='HubLinkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.SlugField(verbose_name='step')),
                ('old', models.CharField(blank=True, max_length=20, verbose_name='status before')),
                ('new', models.CharField(max_length=20, verbose_name='status after')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
                ('thing_name', models.CharField(blank=True, max_length=200, verbose_name='what')),
                ('note', models.TextField(blank=True, verbose_name='Reason')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('fields', models.JSONField(default=dict, verbose_name='before and after')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='time')),
            ],
            options={
                'verbose_name': 'change of a support',
                'verbose_name_plural': 'changes of supports',
                'ordering': ('pk',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaperTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('charter', 'Charter'), ('venue_proof', 'Proof of venue'), ('roster', 'List of members'), ('resolution', 'Resolution'), ('appointment', 'Paper on the new responsible person'), ('liquidation', 'Liquidation report'), ('application', 'Application'), ('capital', 'Proof of funds')], max_length=20, verbose_name='material')),
                ('status', models.CharField(choices=[('in_use', 'In use'), ('replaced', 'Replaced')], default='in_use', editable=False, max_length=20, verbose_name='status')),
            ],
            options={
                'verbose_name': 'template of a paper',
                'verbose_name_plural': 'templates of papers',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='PaperTemplateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.SlugField(verbose_name='step')),
                ('old', models.CharField(blank=True, max_length=20, verbose_name='status before')),
                ('new', models.CharField(max_length=20, verbose_name='status after')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
                ('thing_name', models.CharField(blank=True, max_length=200, verbose_name='what')),
                ('note', models.TextField(blank=True, verbose_name='Reason')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('fields', models.JSONField(default=dict, verbose_name='before and after')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='time')),
            ],
            options={
                'verbose_name': 'change of a template',
                'verbose_name_plural': 'changes of templates',
                'ordering': ('pk',),
                'abstract': False,
            },
        ),
        migrations.AlterField(
            model_name='matter',
            name='kind',
            field=models.CharField(choices=[('filing', 'Filing'), ('registration', 'Opinion on a registration'), ('change', 'Change of recorded facts'), ('cancellation', 'Cancellation'), ('annual', 'Annual report'), ('rectification', 'Rectification report'), ('catalogue', 'Entry in the catalogue'), ('promotion', 'Filing of a listed group')], default='filing', editable=False, max_length=20, verbose_name='matter'),
        ),
        migrations.RunPython(keep_numbers_as_words, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='organization',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('org_type__in', ['resident_group', 'courtyard_group']), _negated=True), models.Q(('filing_no', ''), ('uscc', '')), _connector='OR'), name='listed_group_has_no_number', violation_error_message='A listed group is neither registered nor filed: it has no credit code and no filing number.'),
        ),
        migrations.AddField(
            model_name='hublink',
            name='hub',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='organizations.organization', verbose_name='hub organization'),
        ),
        migrations.AddField(
            model_name='hublink',
            name='supported',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hubs', to='organizations.organization', verbose_name='supported organization'),
        ),
        migrations.AddField(
            model_name='hublinkchange',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='hublinkchange',
            name='hub_link',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='organizations.hublink'),
        ),
        migrations.AddField(
            model_name='papertemplate',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='street'),
        ),
        migrations.AddField(
            model_name='papertemplate',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='papertemplatechange',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='papertemplatechange',
            name='paper_template',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='organizations.papertemplate'),
        ),
        migrations.AddConstraint(
            model_name='hublink',
            constraint=models.CheckConstraint(condition=models.Q(('hub', models.F('supported')), _negated=True), name='a_hub_supports_others', violation_error_message='A hub organization supports others, not itself.'),
        ),
        migrations.AddConstraint(
            model_name='hublink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('status', 'living')), models.Q(('ended_on__gte', models.F('since')), ('ended_on__isnull', False), ('status', 'ended')), _connector='OR'), name='ended_support_has_a_day', violation_error_message='Support that ended has its last day, not before its first.'),
        ),
        migrations.AddConstraint(
            model_name='hublink',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'living')), fields=('hub', 'supported'), name='one_living_support_per_pair', violation_error_message='The hub supports this organization already.'),
        ),
        migrations.AddConstraint(
            model_name='papertemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'in_use')), fields=('area', 'kind'), name='one_template_in_use_per_street_and_paper', violation_error_message='Another template of this paper is in use already.'),
        ),
    ]
