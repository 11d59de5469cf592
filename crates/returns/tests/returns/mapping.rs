//! SSDA903 to SSD: small returns, the rows of SSD worked out on paper.

use crate::show::{finds, import, rows};

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";

/// Two years. Child 1 comes into care, moves to a foster carer (10/09/2015), comes under a
/// placement order there (01/06/2016), and the carer adopts. Child 2 goes home and comes
/// back. Child 3 was in care before the data begins; an `L` hides a move. Child 8 and 9
/// are there so that each year has an end in March.
fn two_years() -> Vec<(&'static str, String)> {
    let first = format!(
        "{EPISODES}\n\
         1,01/05/2015,S,C1,N1,U1,PR1,10/09/2015,X1,CARPL,,AA1 1AA,SC1\n\
         1,10/09/2015,P,C1,N1,U1,PR1,,,,,AA2 2AA,SC2\n\
         8,01/04/2015,S,C2,N1,K2,PR1,31/03/2016,E4A,,,,\n"
    );
    let second = format!(
        "{EPISODES}\n\
         2,01/10/2016,S,V2,N4,U4,PR1,,,,,,\n\
         2,01/05/2016,S,V2,N4,U4,PR1,01/08/2016,E4A,,,,\n\
         1,10/09/2015,P,C1,N1,U1,PR1,01/06/2016,X1,,,AA2 2AA,SC2\n\
         1,01/06/2016,L,E1,N1,U1,PR1,01/11/2016,X1,STAND,,AA2 2AA,SC2\n\
         1,01/11/2016,T,E1,N1,A5,PR1,15/02/2017,E11,,,AA2 2AA,SC2\n\
         3,02/05/2014,P,C2,N1,U4,PR1,05/05/2016,X1,,,BB1 1BB,SC3\n\
         3,05/05/2016,L,C2,N1,U4,PR1,,,,,BB2 2BB,SC4\n\
         9,01/04/2016,S,C2,N1,K2,PR1,31/03/2017,E45,,,,\n"
    );
    vec![
        ("2015/e.csv", first),
        ("2016/e.csv", second),
        ("2015/h.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,04/02/2014,WBRI,UN1,,\n".into()),
        (
            "2016/h.csv",
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,05/02/2014,WBRI,UN1,,\n2,2,01/01/2000,MWBC,UN1,1,03/03/2016\n".into(),
        ),
        (
            "2016/a.csv",
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n\
             1,05/02/2014,01/05/2016,01/09/2016,1,2,MF,L11\n"
                .into(),
        ),
        (
            "2016/p.csv",
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n\
             1,05/02/2014,01/05/2016,,\n\
             3,02/03/2009,01/06/2016,01/12/2016,RD2\n"
                .into(),
        ),
        (
            "2016/o.csv",
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON\n1,05/02/2014,,SDQ1\n2,01/01/2000,17,\n3,02/03/2009,,\n".into(),
        ),
        (
            "2016/l.csv",
            "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n7,01/06/1997,YES,F2,U1\n6,01/06/1997,NO,0,0\n5,01/06/1997,YES,G4,X2\n".into(),
        ),
        ("2016/m.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\n2,01/01/2000,M,01/02/2017,\n".into()),
        ("2016/r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n2,01/01/2000,01/07/2016,PN1\n2,01/01/2000,01/09/2016,PN1\n".into()),
        ("2016/u.csv", "CHILD,SEX,DOB,DUC\n2,2,01/01/2000,01/01/2018\n".into()),
        ("2016/v.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n2,01/01/2000,P1,856,zz/05/2010\n".into()),
        ("2016/s.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n2,01/01/2000,SW77,01/10/2016,,FCONTA\n".into()),
    ]
}

fn check(table: &str, columns: &[&str], expected: &[&str]) {
    let files = two_years();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    assert_eq!(rows(&import(&files), table, columns), expected, "{table}");
}

#[test]
fn an_episode_that_a_later_return_closes_is_one_episode() {
    check(
        "ssd_cla_episodes",
        &[
            "clae_cla_episode_id",
            "clae_cla_id",
            "clae_cla_placement_id",
            "clae_cla_episode_ceased_date",
            "clae_cla_episode_ceased_reason",
            "clae_entered_care_date",
        ],
        &[
            "1/2015-05-01/S | 1/2015-05-01 | 1/2015-05-01/S | 2015-09-10 | X1 | 2015-05-01",
            "1/2015-09-10/P | 1/2015-05-01 | 1/2015-09-10/P | 2016-06-01 | X1 | 2015-05-01",
            "1/2016-06-01/L | 1/2015-05-01 | 1/2015-09-10/P | 2016-11-01 | X1 | 2015-05-01",
            "1/2016-11-01/T | 1/2015-05-01 | 1/2016-11-01/T | 2017-02-15 | E11 | 2015-05-01",
            "2/2016-05-01/S | 2/2016-05-01 | 2/2016-05-01/S | 2016-08-01 | E4A | 2016-05-01",
            "2/2016-10-01/S | 2/2016-10-01 | 2/2016-10-01/S | - | - | 2016-10-01",
            "3/2014-05-02/P | 3/2014-05-02 | 3/2014-05-02/P | 2016-05-05 | X1 | -",
            "3/2016-05-05/L | 3/2014-05-02 | 3/2016-05-05/L | - | - | -",
            "8/2015-04-01/S | 8/2015-04-01 | 8/2015-04-01/S | 2016-03-31 | E4A | 2015-04-01",
            "9/2016-04-01/S | 9/2016-04-01 | 9/2016-04-01/S | 2017-03-31 | E45 | 2016-04-01",
        ],
    );
}

#[test]
fn a_placement_is_a_run_of_episodes_in_one_place() {
    check(
        "ssd_cla_placement",
        &[
            "clap_cla_placement_id",
            "clap_cla_placement_end_date",
            "clap_cla_placement_type",
            "clap_cla_placement_postcode",
            "clap_cla_placement_change_reason",
        ],
        &[
            "1/2015-05-01/S | 2015-09-10 | U1 | AA1 1AA | CARPL",
            "1/2015-09-10/P | 2016-11-01 | U1 | AA2 2AA | STAND",
            "1/2016-11-01/T | 2017-02-15 | A5 | AA2 2AA | -",
            "2/2016-05-01/S | 2016-08-01 | U4 | - | -",
            "2/2016-10-01/S | - | U4 | - | -",
            "3/2014-05-02/P | 2016-05-05 | U4 | BB1 1BB | -",
            "3/2016-05-05/L | - | U4 | BB2 2BB | -",
            "8/2015-04-01/S | 2016-03-31 | K2 | - | -",
            "9/2016-04-01/S | 2017-03-31 | K2 | - | -",
        ],
    );
}

#[test]
fn a_legal_status_goes_on_over_placements() {
    check(
        "ssd_legal_status",
        &[
            "lega_person_id",
            "lega_legal_status",
            "lega_legal_status_start_date",
            "lega_legal_status_end_date",
        ],
        &[
            "1 | C1 | 2015-05-01 | 2016-06-01",
            "1 | E1 | 2016-06-01 | 2017-02-15",
            "2 | V2 | 2016-05-01 | 2016-08-01",
            "2 | V2 | 2016-10-01 | -",
            "3 | C2 | 2014-05-02 | -",
            "8 | C2 | 2015-04-01 | 2016-03-31",
            "9 | C2 | 2016-04-01 | 2017-03-31",
        ],
    );
}

#[test]
fn an_adoption_by_the_foster_carer_has_both_days_of_moving_in() {
    check(
        "ssd_permanence",
        &[
            "perm_cla_id",
            "perm_adm_decision_date",
            "perm_placement_order_date",
            "perm_matched_date",
            "perm_placed_for_adoption_date",
            "perm_adopted_by_carer_flag",
            "perm_placed_foster_carer_date",
            "perm_number_of_adopters",
            "perm_permanence_order_date",
            "perm_permanence_order_type",
        ],
        &[
            "1/2015-05-01 | 2016-05-01 | 2016-06-01 | 2016-09-01 | 2016-11-01 | Y | 2015-09-10 | 2 | 2017-02-15 | E11",
            "3/2014-05-02 | 2016-06-01 | - | - | - | - | - | - | - | -",
            "9/2016-04-01 | - | - | - | - | - | - | - | 2017-03-31 | E45",
        ],
    );
    check(
        "ssd_permanence",
        &[
            "perm_person_id",
            "perm_decision_reversed_date",
            "perm_decision_reversed_reason",
        ],
        &["1 | - | -", "3 | 2016-12-01 | RD2", "9 | - | -"],
    );
}

#[test]
fn what_the_latest_return_says_of_a_child_stands() {
    check(
        "ssd_person",
        &[
            "pers_person_id",
            "pers_sex",
            "pers_dob",
            "pers_ethnicity",
            "pers_is_mother",
        ],
        &[
            "1 | M | 2014-02-05 | WBRI | -",
            "2 | F | 2000-01-01 | MWBC | Y",
        ],
    );
    check(
        "ssd_mother",
        &["moth_person_id", "moth_childs_dob"],
        &["2 | 2016-03-03"],
    );
}

#[test]
fn the_tables_beside_the_episodes_are_mapped() {
    check(
        "ssd_sdq_scores",
        &[
            "csdq_person_id",
            "csdq_sdq_completed_date",
            "csdq_sdq_score",
            "csdq_sdq_reason",
        ],
        &["1 | 2017-03-31 | - | SDQ1", "2 | 2017-03-31 | 17 | -"],
    );
    check(
        "ssd_care_leavers",
        &[
            "clea_person_id",
            "clea_care_leaver_in_touch",
            "clea_care_leaver_accommodation",
            "clea_care_leaver_accom_suitable",
            "_covers_from",
            "_covers_to",
        ],
        &[
            "5 | YES | X2 | N | 2016-04-01 | 2017-03-31",
            "6 | NO | 0 | - | 2016-04-01 | 2017-03-31",
            "7 | YES | U1 | Y | 2016-04-01 | 2017-03-31",
        ],
    );
    check(
        "ssd_missing",
        &[
            "miss_person_id",
            "miss_missing_episode_type",
            "miss_missing_episode_start_date",
            "miss_missing_episode_end_date",
        ],
        &["2 | M | 2017-02-01 | -"],
    );
    // The second review lies between the child's two periods of care.
    check(
        "ssd_cla_reviews",
        &[
            "clar_cla_review_id",
            "clar_cla_id",
            "clar_cla_review_participation",
        ],
        &[
            "2/2016-07-01 | 2/2016-05-01 | PN1",
            "2/2016-09-01 | - | PN1",
        ],
    );
    check(
        "ssd_immigration_status",
        &[
            "immi_person_id",
            "immi_immigration_status",
            "immi_immigration_status_end_date",
        ],
        &["2 | UASC | 2018-01-01"],
    );
    check(
        "ssd_cla_previous_permanence",
        &[
            "lapp_person_id",
            "lapp_previous_permanence_option",
            "lapp_previous_permanence_la",
            "lapp_previous_permanence_order_date",
        ],
        &["2 | P1 | 856 | zz/05/2010"],
    );
    check(
        "ssd_involvements",
        &[
            "invo_person_id",
            "invo_professional_id",
            "invo_involvement_start_date",
            "invo_worker_change_reason",
        ],
        &["2 | SW77 | 2016-10-01 | FCONTA"],
    );
}

#[test]
fn the_years_are_told_from_the_dates_and_labelled() {
    let files = two_years();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let import = import(&files);
    let labels: Vec<&str> = import
        .returns
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(labels, ["2015-16", "2016-17"]);
    let covered = |table: &str| {
        let found = import
            .coverage
            .iter()
            .find(|one| one.table == table)
            .unwrap();
        format!("{} {}", found.from, found.to)
    };
    assert_eq!(covered("ssd_cla_episodes"), "2015-04-01 2017-03-31");
    // Only the second return came with care leavers.
    assert_eq!(covered("ssd_care_leavers"), "2016-04-01 2017-03-31");
    finds(&import, "taken to cover 2015-04-01 to 2016-03-31");
}

#[test]
fn an_episode_that_a_later_return_corrected_away_is_left_out() {
    let first = format!(
        "{EPISODES}\n\
         1,01/05/2015,S,C2,N1,U1,PR1,,,,,,\n\
         4,01/05/2015,S,C2,N1,U1,PR1,,,,,,\n\
         8,01/04/2015,S,C2,N1,K2,PR1,31/03/2016,E4A,,,,\n"
    );
    // Child 1's first day was wrong; child 4 is not in the second return at all.
    let second = format!(
        "{EPISODES}\n\
         1,02/05/2015,S,C2,N1,U1,PR1,,,,,,\n\
         9,01/04/2016,S,C2,N1,K2,PR1,31/03/2017,E45,,,,\n"
    );
    let import = import(&[("a/e.csv", &first), ("b/e.csv", &second)]);
    assert_eq!(
        rows(&import, "ssd_cla_episodes", &["clae_cla_episode_id"]),
        [
            "1/2015-05-02/S",
            "4/2015-05-01/S",
            "8/2015-04-01/S",
            "9/2016-04-01/S"
        ]
    );
    finds(
        &import,
        "1 episodes of an earlier return are not in a later one",
    );
    finds(&import, "1 episodes are open at the end of one return");
}
