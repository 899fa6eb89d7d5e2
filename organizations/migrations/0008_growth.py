"""The growth file: coaching visits and stages of growth, each with its changes."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('organizations', '0007_matters_of_a_year'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CoachingVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('coaching', 'Coaching')], default='visit', max_length=20, verbose_name='kind of visit')),
                ('visited_on', models.DateField(verbose_name='visited on')),
                ('visitors', models.CharField(max_length=200, verbose_name='who went')),
                ('subject', models.CharField(max_length=100, verbose_name='subject of the visit')),
                ('findings', models.TextField(max_length=2000, verbose_name='what was found')),
                ('agreed', models.TextField(blank=True, max_length=2000, verbose_name='what was agreed')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next visit on')),
                ('internal_note', models.TextField(blank=True, max_length=2000, verbose_name='internal note of the office')),
                ('status', models.CharField(choices=[('recorded', 'Recorded'), ('removed', 'Taken out')], default='recorded', editable=False, max_length=20, verbose_name='status')),
                ('office', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.area', verbose_name='office')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coaching_visits', to='organizations.organization', verbose_name='organization')),
            ],
            options={
                'verbose_name': 'coaching visit',
                'verbose_name_plural': 'coaching visits',
                'ordering': ('-visited_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='CoachingVisitChange',
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
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('visit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='organizations.coachingvisit')),
            ],
            options={
                'verbose_name': 'change of a coaching visit',
                'verbose_name_plural': 'changes of coaching visits',
                'ordering': ('pk',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GrowthStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('stage', models.SlugField(max_length=40, verbose_name='code of the stage')),
                ('name', models.CharField(max_length=50, verbose_name='stage of growth')),
                ('since', models.DateField(verbose_name='in this stage since')),
                ('reason', models.CharField(max_length=500, verbose_name='why this stage')),
                ('status', models.CharField(choices=[('standing', 'On the file'), ('removed', 'Taken out')], default='standing', editable=False, max_length=20, verbose_name='status')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='growth_stages', to='organizations.organization', verbose_name='organization')),
            ],
            options={
                'verbose_name': 'stage of growth',
                'verbose_name_plural': 'stages of growth',
                'ordering': ('-since', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='GrowthStageChange',
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
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('stage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='organizations.growthstage')),
            ],
            options={
                'verbose_name': 'change of a stage of growth',
                'verbose_name_plural': 'changes of stages of growth',
                'ordering': ('pk',),
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='coachingvisit',
            index=models.Index(fields=['organization', 'visited_on'], name='visits_of_an_organization'),
        ),
        migrations.AddConstraint(
            model_name='coachingvisit',
            constraint=models.CheckConstraint(condition=models.Q(('next_on', None), ('next_on__gt', models.F('visited_on')), _connector='OR'), name='next_visit_comes_after_this_one', violation_error_message='The next visit comes after this one.'),
        ),
        migrations.AddConstraint(
            model_name='growthstage',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'standing')), fields=('organization', 'since'), name='one_stage_begins_on_a_day', violation_error_message='A stage begins on this day already.'),
        ),
    ]
