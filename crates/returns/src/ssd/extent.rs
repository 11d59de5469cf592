//! What an SSD extract covers, from the dates in it.

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Date32Type;
use waymark_codes::Month;

use crate::date::to_date;
use crate::import::{Coverage, How};

/// The share of dates at either end that is taken for wrong.
const WRONG: f64 = 0.005;

/// The columns whose dates tell what an extract of a table covers.
struct Extent {
    table: &'static str,
    /// What happened first in the extract tells where it begins. For what goes on over
    /// time that is its end: an extract holds what was still open on its first day.
    begins: &'static str,
    /// What happened last tells where it ends.
    ends: &'static [&'static str],
}

const fn extent(
    table: &'static str,
    begins: &'static str,
    ends: &'static [&'static str],
) -> Extent {
    Extent {
        table,
        begins,
        ends,
    }
}

static EXTENTS: &[Extent] = &[
    extent(
        "ssd_address",
        "addr_address_start_date",
        &["addr_address_start_date"],
    ),
    extent("ssd_contacts", "cont_contact_date", &["cont_contact_date"]),
    extent(
        "ssd_early_help_episodes",
        "earl_episode_end_date",
        &["earl_episode_start_date", "earl_episode_end_date"],
    ),
    extent(
        "ssd_cin_episodes",
        "cine_referral_date",
        &["cine_referral_date", "cine_close_date"],
    ),
    extent(
        "ssd_cin_assessments",
        "cina_assessment_auth_date",
        &["cina_assessment_start_date", "cina_assessment_auth_date"],
    ),
    extent(
        "ssd_cin_plans",
        "cinp_cin_plan_end_date",
        &["cinp_cin_plan_start_date", "cinp_cin_plan_end_date"],
    ),
    extent(
        "ssd_cin_visits",
        "cinv_cin_visit_date",
        &["cinv_cin_visit_date"],
    ),
    extent(
        "ssd_s47_enquiry",
        "s47e_s47_start_date",
        &["s47e_s47_start_date", "s47e_s47_end_date"],
    ),
    extent(
        "ssd_initial_cp_conference",
        "icpc_icpc_date",
        &["icpc_icpc_date"],
    ),
    extent(
        "ssd_cp_plans",
        "cppl_cp_plan_end_date",
        &["cppl_cp_plan_start_date", "cppl_cp_plan_end_date"],
    ),
    extent(
        "ssd_cp_visits",
        "cppv_cp_visit_date",
        &["cppv_cp_visit_date"],
    ),
    extent(
        "ssd_cp_reviews",
        "cppr_cp_review_date",
        &["cppr_cp_review_date"],
    ),
    extent(
        "ssd_legal_status",
        "lega_legal_status_end_date",
        &["lega_legal_status_start_date", "lega_legal_status_end_date"],
    ),
    extent(
        "ssd_cla_episodes",
        "clae_cla_episode_ceased_date",
        &[
            "clae_cla_episode_start_date",
            "clae_cla_episode_ceased_date",
        ],
    ),
    extent(
        "ssd_cla_placement",
        "clap_cla_placement_end_date",
        &[
            "clap_cla_placement_start_date",
            "clap_cla_placement_end_date",
        ],
    ),
    extent(
        "ssd_cla_reviews",
        "clar_cla_review_date",
        &["clar_cla_review_date"],
    ),
    extent(
        "ssd_cla_convictions",
        "clac_cla_conviction_date",
        &["clac_cla_conviction_date"],
    ),
    extent(
        "ssd_cla_health",
        "clah_health_check_date",
        &["clah_health_check_date"],
    ),
    extent(
        "ssd_cla_immunisations",
        "clai_immunisations_status_date",
        &["clai_immunisations_status_date"],
    ),
    extent(
        "ssd_cla_substance_misuse",
        "clas_substance_misuse_date",
        &["clas_substance_misuse_date"],
    ),
    extent(
        "ssd_cla_care_plan",
        "lacp_cla_care_plan_start_date",
        &["lacp_cla_care_plan_start_date"],
    ),
    extent(
        "ssd_cla_visits",
        "clav_cla_visit_date",
        &["clav_cla_visit_date"],
    ),
    extent(
        "ssd_sdq_scores",
        "csdq_sdq_completed_date",
        &["csdq_sdq_completed_date"],
    ),
    extent(
        "ssd_missing",
        "miss_missing_episode_start_date",
        &[
            "miss_missing_episode_start_date",
            "miss_missing_episode_end_date",
        ],
    ),
    extent(
        "ssd_care_leavers",
        "clea_care_leaver_latest_contact",
        &["clea_care_leaver_latest_contact"],
    ),
    extent(
        "ssd_permanence",
        "perm_permanence_order_date",
        &["perm_permanence_order_date"],
    ),
    extent(
        "ssd_involvements",
        "invo_involvement_end_date",
        &["invo_involvement_start_date", "invo_involvement_end_date"],
    ),
    extent(
        "ssd_ehcp_requests",
        "ehcr_ehcp_req_date",
        &["ehcr_ehcp_req_date", "ehcr_ehcp_req_outcome_date"],
    ),
    extent(
        "ssd_ehcp_assessment",
        "ehca_ehcp_assessment_outcome_date",
        &["ehca_ehcp_assessment_outcome_date"],
    ),
    extent(
        "ssd_ehcp_named_plan",
        "ehcn_named_plan_ceased_date",
        &["ehcn_named_plan_start_date", "ehcn_named_plan_ceased_date"],
    ),
];

/// What batches of a table cover, in whole months; `None` for a table without a main
/// date, or without any value in it.
pub(crate) fn coverage(table: &str, batches: &[&RecordBatch]) -> Option<Coverage> {
    let extent = EXTENTS.iter().find(|extent| extent.table == table)?;
    let mut first = days(batches, extent.begins);
    let mut last: Vec<i32> = extent
        .ends
        .iter()
        .flat_map(|column| days(batches, column))
        .collect();
    last.sort_unstable();
    if first.is_empty() {
        // Nothing has ended: then the starts tell.
        first = days(batches, extent.ends[0]);
    }
    first.sort_unstable();
    let skipped = |days: &[i32]| (WRONG * days.len() as f64) as usize;
    let from = *first.get(skipped(&first))?;
    let to = *last.get(last.len().checked_sub(1 + skipped(&last))?)?;
    Some(Coverage {
        from: Month::of(to_date(from)).first_day(),
        to: Month::of(to_date(to.max(from))).last_day(),
        how: How::Inferred,
    })
}

fn days(batches: &[&RecordBatch], column: &str) -> Vec<i32> {
    batches
        .iter()
        .filter_map(|batch| {
            batch
                .column_by_name(column)?
                .as_primitive_opt::<Date32Type>()
        })
        .flat_map(|array| array.iter().flatten())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ssd::{batch::SsdBatch, table};

    #[test]
    fn the_columns_are_those_of_the_tables() {
        for extent in EXTENTS {
            let spec = table(extent.table).unwrap();
            for column in extent.ends.iter().chain([&extent.begins]) {
                assert!(spec.index_of(column).is_some(), "{column}");
            }
        }
    }

    #[test]
    fn an_extract_covers_the_months_in_which_it_tells_of_ends() {
        let day = |text: &str| crate::date::parse(text);
        // Begun 2009, ended June 2016; begun July 2017 and open still.
        let (_, batch) = SsdBatch::new("ssd_cla_episodes", 2)
            .date(
                "clae_cla_episode_start_date",
                [day("2009-05-04"), day("2017-07-09")].into_iter(),
            )
            .date(
                "clae_cla_episode_ceased_date",
                [day("2016-06-08"), None].into_iter(),
            )
            .finish()
            .unwrap();
        let coverage = coverage("ssd_cla_episodes", &[&batch]).unwrap();
        assert_eq!(coverage.from.to_string(), "2016-06-01");
        assert_eq!(coverage.to.to_string(), "2017-07-31");
    }
}
