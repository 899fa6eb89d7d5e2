"""Money that came back, and what was paid and returned beside what was spent; what was paid so far is summed up."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Sum


def sum_up(apps, schema_editor):
    paid = apps.get_model("projects", "Instalment").objects.filter(
        contract__project=OuterRef("pk"), status="paid").order_by().values("contract__project")
    projects = apps.get_model("projects", "Project").objects
    projects.filter(contract__instalments__status="paid").update(
        paid_fen=Subquery(paid.annotate(total=Sum("amount_fen")).values("total")))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_words_in_any_language'),
        ('organizations', '0016_kept_values'),
        ('projects', '0005_returned_on_in_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MoneyReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('amount_fen', models.BigIntegerField(verbose_name='amount')),
                ('returned_on', models.DateField(verbose_name='money returned on')),
                ('receipt_no', models.CharField(max_length=50, verbose_name='receipt or voucher number')),
                ('status', models.CharField(choices=[('recorded', 'Recorded'), ('struck', 'Struck out')], default='recorded', editable=False, max_length=20, verbose_name='status')),
            ],
            options={
                'verbose_name': 'return of money',
                'verbose_name_plural': 'returns of money',
                'ordering': ('-returned_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='MoneyReturnChange',
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
                'verbose_name': 'change of a return of money',
                'verbose_name_plural': 'changes of returns of money',
                'ordering': ('pk',),
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='project',
            name='paid_fen',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='project',
            name='returned_fen',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('returned_fen__lte', models.F('paid_fen'))), name='project_returns_no_more_than_was_paid', violation_error_message='No more can be returned than was paid.'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('spent_fen__lte', django.db.models.expressions.CombinedExpression(models.F('amount_fen'), '-', models.F('returned_fen')))), name='project_spends_no_money_it_returned', violation_error_message='Money that was returned cannot be spent.'),
        ),
        migrations.AddField(
            model_name='moneyreturn',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='money_returns', to='projects.project', verbose_name='project'),
        ),
        migrations.AddField(
            model_name='moneyreturnchange',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='moneyreturnchange',
            name='money_return',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='projects.moneyreturn'),
        ),
        migrations.AddConstraint(
            model_name='moneyreturn',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='money_return_has_an_amount', violation_error_message='The amount is more than zero.'),
        ),
        migrations.AddConstraint(
            model_name='moneyreturn',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'recorded')), fields=('project', 'receipt_no'), name='one_money_return_per_receipt', violation_error_message='A return with this receipt number is recorded already.'),
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
