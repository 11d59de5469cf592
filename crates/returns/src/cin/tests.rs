//! A census of two made-up children and what becomes of it.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, Int64Type};
use jiff::civil::date;

use crate::date::to_date;
use crate::{FindingCode, How, Import, Options, SourceFile, read};

/// A child with one referral; `more` stands inside `CINdetails`.
fn child(id: &str, referred: &str, more: &str) -> String {
    format!(
        "<Child>
           <ChildIdentifiers><LAchildID>{id}</LAchildID><PersonBirthDate>2010-05-01</PersonBirthDate>
             <GenderCurrent>2</GenderCurrent></ChildIdentifiers>
           <ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
             <Disabilities><Disability>LD</Disability><Disability>HEAR</Disability></Disabilities>
           </ChildCharacteristics>
           <CINdetails><CINreferralDate>{referred}</CINreferralDate>
             <ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>{more}
             <ReferralNFA>false</ReferralNFA></CINdetails>
         </Child>"
    )
}

fn census(year: i16, children: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA></Source></Header>
<Children>
{children}
</Children></Message>"
    )
}

fn import(files: &[(&str, &str)]) -> Import {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect();
    let import = read(&files, &Options::default(), &|_| ());
    for file in &import.files {
        assert_eq!(
            file.rows_read,
            file.rows_kept + file.rows_set_aside,
            "{}",
            file.name
        );
    }
    import
}

fn texts(import: &Import, table: &str, column: &str) -> Vec<Option<String>> {
    let Some(table) = import.tables.get(table) else {
        return Vec::new();
    };
    let batches = table.batches.iter();
    batches
        .flat_map(|batch| {
            let array = batch.column_by_name(column).unwrap().as_string::<i32>();
            (0..array.len())
                .map(|row| array.is_valid(row).then(|| array.value(row).to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn days(import: &Import, table: &str, column: &str) -> Vec<Option<String>> {
    let batches = import.tables[table].batches.iter();
    batches
        .flat_map(|batch| {
            let array = batch.column_by_name(column).unwrap();
            let array = array.as_primitive::<Date32Type>();
            array
                .iter()
                .map(|day| day.map(|day| to_date(day).to_string()))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

fn rows(import: &Import, table: &str) -> usize {
    import.tables.get(table).map_or(0, crate::Table::rows)
}

fn codes(import: &Import) -> Vec<FindingCode> {
    import.findings.iter().map(|finding| finding.code).collect()
}

const FULL: &str = "<CINclosureDate>2017-02-01</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>
<Assessments><AssessmentActualStartDate>2016-09-05</AssessmentActualStartDate>
  <AssessmentAuthorisationDate>2016-10-14</AssessmentAuthorisationDate>
  <FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors>
    <AssessmentFactors>4B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2016-10-20</CINPlanStartDate></CINPlanDates>
<Section47><S47ActualStartDate>2016-09-10</S47ActualStartDate>
  <InitialCPCtarget>2016-10-03</InitialCPCtarget><DateOfInitialCPC>2016-10-01</DateOfInitialCPC>
  <ICPCnotRequired>false</ICPCnotRequired></Section47>
<ChildProtectionPlans><CPPstartDate>2016-10-01</CPPstartDate>
  <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
  <NumberOfPreviousCPP>0</NumberOfPreviousCPP>
  <Reviews><CPPreviewDate>2016-12-20</CPPreviewDate><CPPreviewDate>2017-01-30</CPPreviewDate></Reviews>
</ChildProtectionPlans>";

#[test]
fn every_record_becomes_a_row_of_its_table() {
    let text = census(2017, &child("L1", "2016-09-05", FULL));
    let import = import(&[("cin.xml", &text)]);
    assert_eq!(codes(&import), [], "{:?}", import.findings);
    for (table, expected) in [
        ("cin_header", 1),
        ("cin_children", 1),
        ("cin_disabilities", 2),
        ("cin_details", 1),
        ("cin_assessments", 1),
        ("cin_assessment_factors", 2),
        ("cin_plan_dates", 1),
        ("cin_section47", 1),
        ("cin_cp_plans", 1),
        ("cin_cp_reviews", 2),
    ] {
        assert_eq!(rows(&import, table), expected, "{table}");
    }
    assert_eq!(import.files[0].rows_kept, 13);
    assert_eq!(texts(&import, "cin_details", "_return"), some(&["2016-17"]));
    let line = import.tables["cin_details"].batches[0]
        .column_by_name("_row")
        .unwrap();
    // The header takes five lines, the child's identifiers and characteristics five more.
    assert_eq!(line.as_primitive::<Int64Type>().value(0), 12);
    let coverage = import.returns[0].coverage;
    assert_eq!(
        (coverage.from, coverage.to),
        (date(2016, 4, 1), date(2017, 3, 31))
    );
    assert_eq!(coverage.how, How::Header);
}

#[test]
fn a_census_becomes_ssd() {
    let text = census(2017, &child("L1", "2016-09-05", FULL));
    let import = import(&[("cin.xml", &text)]);
    let referral = "L1:R2016-09-05:1";
    let enquiry = "L1:R2016-09-05:1:S2016-09-10:1";
    for (table, column, expected) in [
        ("ssd_person", "pers_person_id", "L1"),
        ("ssd_person", "pers_sex", "F"),
        ("ssd_person", "pers_ethnicity", "WBRI"),
        ("ssd_cin_episodes", "cine_referral_id", referral),
        ("ssd_cin_episodes", "cine_cin_primary_need_code", "N1"),
        ("ssd_cin_episodes", "cine_referral_source_code", "6"),
        ("ssd_cin_episodes", "cine_referral_source_desc", "Police"),
        ("ssd_cin_episodes", "cine_referral_nfa", "N"),
        ("ssd_cin_episodes", "cine_close_reason", "RC7"),
        ("ssd_cin_assessments", "cina_referral_id", referral),
        (
            "ssd_assessment_factors",
            "cinf_assessment_factors_json",
            "[\"2A\",\"4B\"]",
        ),
        ("ssd_cin_plans", "cinp_referral_id", referral),
        ("ssd_s47_enquiry", "s47e_s47_enquiry_id", enquiry),
        ("ssd_initial_cp_conference", "icpc_s47_enquiry_id", enquiry),
        (
            "ssd_cp_plans",
            "cppl_icpc_id",
            "L1:R2016-09-05:1:S2016-09-10:1:C",
        ),
        ("ssd_cp_plans", "cppl_cp_plan_latest_category", "EMO"),
    ] {
        assert_eq!(texts(&import, table, column), some(&[expected]), "{column}");
    }
    assert_eq!(
        texts(&import, "ssd_disability", "disa_disability_code"),
        some(&["LD", "HEAR"])
    );
    assert_eq!(
        days(&import, "ssd_cin_episodes", "cine_close_date"),
        some(&["2017-02-01"])
    );
    assert_eq!(
        days(&import, "ssd_cin_assessments", "cina_assessment_auth_date"),
        some(&["2016-10-14"])
    );
    assert_eq!(
        days(&import, "ssd_cp_reviews", "cppr_cp_review_date"),
        some(&["2016-12-20", "2017-01-30"])
    );
    let covered = import
        .coverage
        .iter()
        .find(|one| one.table == "ssd_cin_assessments")
        .unwrap();
    assert_eq!(
        (covered.from, covered.to),
        (date(2016, 4, 1), date(2017, 3, 31))
    );
}

#[test]
fn a_referral_of_two_censuses_is_one_as_the_later_states_it() {
    let open = "<Assessments><AssessmentActualStartDate>2017-03-01</AssessmentActualStartDate></Assessments>";
    let done = "<CINclosureDate>2017-06-30</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>
        <Assessments><AssessmentActualStartDate>2017-03-01</AssessmentActualStartDate>
        <AssessmentAuthorisationDate>2017-04-20</AssessmentAuthorisationDate></Assessments>
        <Assessments><AssessmentActualStartDate>2017-05-02</AssessmentActualStartDate></Assessments>";
    let earlier = census(2017, &child("L1", "2017-02-20", open));
    let later = census(
        2018,
        &format!(
            "{}{}",
            child("L1", "2017-02-20", done),
            child("L2", "2017-07-01", "")
        ),
    );
    // Whichever file comes first.
    for files in [
        [("2017.xml", &earlier), ("2018.xml", &later)],
        [("2018.xml", &later), ("2017.xml", &earlier)],
    ] {
        let files = files.map(|(name, text)| (name, text.as_str()));
        let import = import(&files);
        assert_eq!(rows(&import, "cin_details"), 3);
        assert_eq!(
            texts(&import, "ssd_cin_episodes", "cine_person_id"),
            some(&["L1", "L2"])
        );
        let closed = days(&import, "ssd_cin_episodes", "cine_close_date");
        assert_eq!(closed, [Some("2017-06-30".to_owned()), None]);
        let authorised = days(&import, "ssd_cin_assessments", "cina_assessment_auth_date");
        assert_eq!(authorised, [Some("2017-04-20".to_owned()), None]);
        assert_eq!(
            texts(&import, "ssd_person", "pers_person_id"),
            some(&["L1", "L2"])
        );
        let covered = import
            .coverage
            .iter()
            .find(|one| one.table == "ssd_cin_episodes")
            .unwrap();
        assert_eq!(
            (covered.from, covered.to),
            (date(2016, 4, 1), date(2018, 3, 31))
        );
    }
}

#[test]
fn two_referrals_of_a_child_on_one_day_stay_two() {
    let twice = child("L1", "2017-02-20", "").replace(
        "</Child>",
        "<CINdetails><CINreferralDate>2017-02-20</CINreferralDate><ReferralSource>1A</ReferralSource>
         <ReferralNFA>1</ReferralNFA></CINdetails></Child>",
    );
    let import = import(&[("cin.xml", &census(2017, &twice))]);
    assert_eq!(
        texts(&import, "ssd_cin_episodes", "cine_referral_id"),
        some(&["L1:R2017-02-20:1", "L1:R2017-02-20:2"])
    );
    assert_eq!(
        texts(&import, "ssd_cin_episodes", "cine_referral_nfa"),
        some(&["N", "Y"])
    );
}

#[test]
fn faults_are_findings_that_name_the_place() {
    let good = child("L1", "2017-02-20", "");
    let cases: [(&str, String, FindingCode, Option<&str>); 7] = [
        (
            "a bad date",
            good.replace("2017-02-20", "20/13/2017"),
            FindingCode::BadDate,
            Some("CINreferralDate"),
        ),
        (
            "an unknown code",
            good.replace(">N1<", ">N77<"),
            FindingCode::UnknownCode,
            Some("PrimaryNeedCode"),
        ),
        (
            "an unknown element",
            good.replace("<ReferralNFA>", "<Mood>fine</Mood><ReferralNFA>"),
            FindingCode::UnknownColumn,
            Some("Mood"),
        ),
        (
            "a missing code",
            good.replace("<ReferralSource>6</ReferralSource>", ""),
            FindingCode::MissingValue,
            Some("ReferralSource"),
        ),
        (
            "no id",
            good.replace("<LAchildID>L1</LAchildID>", "<LAchildID> </LAchildID>"),
            FindingCode::MissingId,
            Some("LAchildID"),
        ),
        (
            "neither yes nor no",
            good.replace(">false<", ">perhaps<"),
            FindingCode::BadYesNo,
            Some("ReferralNFA"),
        ),
        (
            "two values",
            good.replace(
                "<ReferralSource>",
                "<ReferralSource>1A</ReferralSource><ReferralSource>",
            ),
            FindingCode::RepeatedColumn,
            Some("ReferralSource"),
        ),
    ];
    for (what, faulty, code, column) in cases {
        let text = census(2017, &format!("{faulty}{}", child("L2", "2017-01-09", "")));
        let import = import(&[("cin.xml", &text)]);
        let found = import.findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{what}: {:?}", import.findings));
        assert_eq!(found.column.as_deref(), column, "{what}");
        assert!(
            found.row.is_some_and(|line| (6..=20).contains(&line)),
            "{what}"
        );
        assert!(
            texts(&import, "ssd_person", "pers_person_id").contains(&Some("L2".into())),
            "{what}"
        );
    }
}

#[test]
fn a_file_that_breaks_off_keeps_the_children_before() {
    let text = census(
        2017,
        &(child("L1", "2017-02-20", FULL) + &child("L2", "2017-02-21", FULL)),
    );
    let second = text.find("<LAchildID>L2").unwrap();
    for cut in [second + 5, second + 300, text.len() - 20] {
        let import = import(&[("cin.xml", &text[..cut])]);
        assert!(
            codes(&import).contains(&FindingCode::TruncatedFile),
            "{cut}"
        );
        assert_eq!(
            rows(&import, "rows_set_aside"),
            usize::from(cut < text.len() - 20)
        );
        assert!(rows(&import, "cin_children") >= 1);
    }
}

#[test]
fn a_bomb_of_entities_is_refused() {
    let text = census(2017, &child("L1", "2017-02-20", "")).replace(
        "<Message>",
        "<!DOCTYPE m [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><Message>",
    );
    let import = import(&[("cin.xml", &text)]);
    assert!(
        codes(&import).contains(&FindingCode::UnsafeFile),
        "{:?}",
        import.findings
    );
    assert_eq!(import.files[0].rows_read, 0);
}

#[test]
fn a_census_from_2025_states_sex() {
    let text = census(2025, &child("L1", "2025-02-20", ""))
        .replace("<GenderCurrent>2</GenderCurrent>", "<Sex>M</Sex>");
    let import = import(&[("cin.xml", &text)]);
    assert_eq!(codes(&import), [], "{:?}", import.findings);
    assert_eq!(texts(&import, "ssd_person", "pers_sex"), some(&["M"]));
}
