//! The rules of publication, by year.

use waymark_figures::disclosure::{RuleBook, RulesError};

const BUILT_IN: &str = include_str!("../../../../definitions/publication.toml");

fn rules(from_year: i16, rest: &str) -> String {
    format!(
        "[[rules]]\nfrom_year = {from_year}\nname = \"a name\"\n{rest}\nin_its_place = \"c\"\nrounding = \"none\"\nsource = \"a source\"\n"
    )
}

const USUAL: &str = "hides_up_to = 5\nzero_is_shown = true";

fn read(rules: &[String]) -> Result<RuleBook, RulesError> {
    RuleBook::read(&format!("format = 1\n{}", rules.concat()))
}

#[test]
fn the_built_in_rules_are_sound_and_say_where_they_are_from() {
    let book = RuleBook::read(BUILT_IN).unwrap();
    for rules in book.all() {
        assert!(
            !rules.name.is_empty() && !rules.source.is_empty(),
            "{rules:?}"
        );
        assert_eq!(rules.limit(), 5, "{}", rules.name);
    }
    // SFR50/2017 shows a cross, the releases of 2020 and later a `c`.
    assert_eq!(book.of_year(2017).in_its_place, "x");
    assert_eq!(book.of_year(2025).in_its_place, "c");
}

#[test]
fn each_year_has_the_latest_rules_up_to_it() {
    let book = read(&[rules(2015, USUAL), rules(2020, USUAL)]).unwrap();
    let of = |year: i16| book.of_year(year).from_year;
    assert_eq!(
        [2001, 2015, 2019, 2020, 2026].map(of),
        [2015, 2015, 2015, 2020, 2020]
    );
}

#[test]
fn whatever_the_rules_of_the_year_fewer_than_six_are_hidden() {
    let limit = |rest: &str| read(&[rules(2020, rest)]).unwrap().of_year(2020).limit();
    assert_eq!(limit("hides_up_to = 2\nzero_is_shown = true"), 5);
    assert_eq!(limit("hides_up_to = 9\nzero_is_shown = true"), 9);
}

#[test]
fn what_is_wrong_is_told() {
    let hides_zero = "hides_up_to = 5\nzero_is_shown = false";
    for (rules, expected) in [
        (
            read(&[rules(2020, USUAL), rules(2020, USUAL)]),
            "the rules of publication from 2020 stand behind those of the same or a later year",
        ),
        (read(&[rules(2020, hides_zero)]), "from 2020 hide zeros"),
        (read(&[rules(2020, "")]), "cannot be read"),
        (RuleBook::read("format = 1\nrules = []"), "name no year"),
        (
            RuleBook::read(&format!("format = 2\n{}", rules(2020, USUAL))),
            "have the format 2",
        ),
    ] {
        let error = rules.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
