"""The titles of a year: every unit reads them, the head writes them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import people as actions
from awards.forms.people import PersonRuleForm
from awards.models import PersonRule
from awards.person_words import conditions_of
from awards.views.people.fetching import RULES, campaign_of_rules, rule_to_edit
from campaigns.views.of_year import told, year_seen
from campaigns.views.writing import form_of, signed, step_of, values_of
from scoring.models import Band
from toolkit.access import may
from toolkit.forms import done


def rules_of(campaign):
    return PersonRule.objects.filter(campaign=campaign).select_related("requires").order_by("position", "pk")


@require_safe
def person_rules(request, pk):
    campaign = year_seen(request, pk)
    rules = list(rules_of(campaign))
    context = {
        "campaign": campaign,
        "rules": [(rule, conditions_of(rule)) for rule in rules],
        "edits": may(request.user, RULES, campaign) and not actions.reasons_not_to_edit(campaign),
    }
    return render(request, "awards/people/rules.html", context)


@require_POST
def person_rules_usual(request, pk):
    campaign = campaign_of_rules(request, pk)
    said = "Đã thêm các danh hiệu thường dùng. Xem và sửa từng danh hiệu theo quy định của địa phương."
    told(request, said, actions.add_usual_rules, campaign, **signed(request))
    return redirect("person_rules", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_rule_new(request, pk):
    campaign = campaign_of_rules(request, pk)
    form = _form(request, campaign)
    if form.is_valid() and done(form, actions.add_rule, campaign, values_of(form), **signed(request)):
        messages.success(request, f"Đã thêm {form.result.form}.")
        return redirect("person_rules", pk)
    return _page(request, campaign, form, keep=f"danh-hieu-moi-{pk}", button="Thêm danh hiệu")


@require_http_methods(["GET", "HEAD", "POST"])
def person_rule_edit(request, pk):
    rule = rule_to_edit(request, pk)
    form = _form(request, rule.campaign, rule)
    if form.is_valid() and done(form, actions.change_rule, rule, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu {form.result.form}.")
        return redirect("person_rules", rule.campaign_id)
    return _page(request, rule.campaign, form, rule=rule, keep=f"danh-hieu-{pk}", button="Lưu")


@require_POST
def person_rule_move(request, pk):
    rule = rule_to_edit(request, pk)
    told(request, "Đã đổi thứ tự.", actions.move_rule, rule, step_of(request), **signed(request))
    return redirect("person_rules", rule.campaign_id)


@require_POST
def person_rule_remove(request, pk):
    rule = rule_to_edit(request, pk)
    told(request, f"Đã bỏ {rule.form}.", actions.remove_rule, rule, **signed(request))
    return redirect("person_rules", rule.campaign_id)


def _form(request, campaign, rule=None):
    bands = Band.objects.filter(round__campaign=campaign).order_by("-lowest_total", "pk").values_list("name", flat=True)
    others = rules_of(campaign).exclude(pk=rule.pk if rule else None)
    return form_of(PersonRuleForm, request, rule, others=others, bands=list(dict.fromkeys(bands)))


def _page(request, campaign, form, **more):
    context = {"campaign": campaign, "form": form, "cancel_url": reverse("person_rules", args=[campaign.pk]), **more}
    return render(request, "awards/people/rule_form.html", context)
