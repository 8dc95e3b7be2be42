from django.utils import translation
from jinja2 import DictLoader

from kesher.core.templates import environment, jinja


def drawn(source, language, **values):
    env = environment(language, loader=DictLoader({"page": source}), autoescape=True)
    with translation.override(language or "he"):
        return env.get_template("page").render(values)


def test_a_fixed_text_is_in_the_template_in_its_language():
    template = '<p>{{ _("Customers") }}</p>'

    assert (drawn(template, "he"), drawn(template, "en")) == ("<p>לקוחות</p>", "<p>Customers</p>")


def test_a_fixed_text_is_looked_up_when_the_template_is_compiled():
    env = environment("he", loader=DictLoader({"page": '{{ _("Customers") }}'}), autoescape=True)
    template = env.get_template("page")

    with translation.override("en"):
        assert template.render() == "לקוחות"


def test_a_text_whose_values_the_template_writes_is_fixed_too():
    source = '{{ _("Reminder: %(label)s", label="<b>") }}'
    template = environment("he", loader=DictLoader({"page": source}), autoescape=True).get_template("page")

    with translation.override("en"):
        assert template.render() == "תזכורת: &lt;b&gt;"


def test_a_text_with_values_is_looked_up_when_the_page_is_drawn():
    template = '{{ _("Select %(name)s", name=name) }}'

    assert drawn(template, "en", name="<b>") == "Select &lt;b&gt;"


def test_a_percent_sign_is_written_once_as_ever():
    assert drawn('{{ _("100%% sure") }}', "en") == drawn('{{ _("100%% sure") }}', "") == "100% sure"


def test_a_text_that_is_not_fixed_is_looked_up_when_the_page_is_drawn():
    assert drawn("{{ _(label) }}", "he", label="Customers") == "לקוחות"


def test_pages_are_drawn_in_the_language_of_the_moment():
    with translation.override("en"):
        english = jinja()
    with translation.override("he"):
        assert (jinja().language, english.language) == ("he", "en")


def test_an_icon_that_the_template_names_is_drawn_when_it_is_compiled(monkeypatch):
    template = environment(
        "he", loader=DictLoader({"page": '{{ icon("search", cls="large") }}'}), autoescape=True
    )
    page = template.get_template("page")
    monkeypatch.setitem(template.globals, "icon", None)

    assert page.render().startswith('<svg class="icon large"')
