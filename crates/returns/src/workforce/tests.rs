//! Censuses of a few made-up workers and what becomes of them.

use arrow::array::AsArray;
use arrow::datatypes::{Float64Type, Int64Type};

use crate::{FindingCode, Import, Options, SourceFile, read};

fn census(year: i16, workers: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>{year}</Year>
<ReferenceDate>{year}-09-30</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA></Source></Header>
<LALevelVacancies><NumberOfVacancies>4.50</NumberOfVacancies><NoAgencyFTE>2.00</NoAgencyFTE>
<NoAgencyHeadcount>2</NoAgencyHeadcount></LALevelVacancies>
{workers}
</Message>"
    )
}

const WORKERS: &str = "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW0000000001</SWENo>
<FTE>1</FTE><PersonBirthDate>1980-01-02</PersonBirthDate><QualInst>North</QualInst>
<QualInst>South</QualInst><OrgRole>5</OrgRole><FTE30>0.8</FTE30><Cases30>17</Cases30></CSWWWorker>
<CSWWWorker><AgencyWorker>1</AgencyWorker><SWENo>SW0000000002</SWENo><FTE>0.5</FTE>
<OrgRole>4</OrgRole><Cases>9</Cases></CSWWWorker>
<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW0000000003</SWENo><FTE>1</FTE>
<RoleEndDate>2017-05-31</RoleEndDate><Cases30>20</Cases30></CSWWWorker>";

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

#[test]
fn workers_become_professionals() {
    let import = import(&[("workforce.xml", &census(2017, WORKERS))]);
    assert_eq!(import.files[0].rows_kept, 5);
    let raw = &import.tables["workforce_workers"].batches[0];
    let institutions = raw.column_by_name("qualinst").unwrap().as_string::<i32>();
    assert_eq!(institutions.value(0), "North; South");

    let batch = &import.tables["ssd_professionals"].batches[0];
    let text = |name: &str| {
        batch
            .column_by_name(name)
            .unwrap()
            .as_string::<i32>()
            .clone()
    };
    assert_eq!(text("prof_professional_id").value(0), "SW0000000001");
    assert_eq!(text("prof_professional_job_title").value(0), "Case holder");
    let agency = text("prof_agency_worker_flag");
    assert_eq!((agency.value(0), agency.value(1)), ("N", "Y"));
    // The first by the count of the day, the second by the older name of the element; the third
    // left in May and holds none in September.
    let cases = batch.column_by_name("prof_professional_caseload").unwrap();
    let cases: Vec<_> = cases.as_primitive::<Int64Type>().iter().collect();
    assert_eq!(cases, [Some(17), Some(9), None]);
    let fte = batch.column_by_name("prof_full_time_equivalency").unwrap();
    let fte: Vec<_> = fte.as_primitive::<Float64Type>().iter().collect();
    assert_eq!(fte, [Some(0.8), Some(0.5), None]);
    let covered = import
        .coverage
        .iter()
        .find(|one| one.table == "ssd_professionals")
        .unwrap();
    assert_eq!(
        (covered.from.to_string().as_str(), covered.to),
        ("2017-09-30", covered.from)
    );
}

#[test]
fn the_latest_census_makes_the_professionals() {
    let later = WORKERS.replace("<Cases30>17<", "<Cases30>12<");
    let import = import(&[
        ("2018.xml", &census(2018, &later)),
        ("2017.xml", &census(2017, WORKERS)),
    ]);
    assert_eq!(import.tables["workforce_workers"].rows(), 6);
    let table = &import.tables["ssd_professionals"];
    assert_eq!(table.rows(), 3);
    let cases = table.batches[0]
        .column_by_name("prof_professional_caseload")
        .unwrap();
    assert_eq!(cases.as_primitive::<Int64Type>().value(0), 12);
    let told = import
        .findings
        .iter()
        .any(|one| one.code == FindingCode::SourceChosen);
    assert!(told);
}

#[test]
fn faults_are_findings_that_name_the_place() {
    for (from, to, code, column) in [
        (
            "<OrgRole>5",
            "<OrgRole>12",
            FindingCode::UnknownCode,
            "OrgRole",
        ),
        ("<FTE30>0.8", "<FTE30>most", FindingCode::BadNumber, "FTE30"),
        (
            "<Cases30>17",
            "<Cases30>17.5",
            FindingCode::BadNumber,
            "Cases30",
        ),
        (
            "<SWENo>SW0000000001",
            "<SWENo>",
            FindingCode::MissingValue,
            "SWENo",
        ),
        (
            "<SWENo>SW0000000002",
            "<SWENo>SW0000000001",
            FindingCode::RepeatedRow,
            "SWENo",
        ),
        (
            "<ReferenceDate>2017-09-30",
            "<ReferenceDate>soon",
            FindingCode::BadDate,
            "ReferenceDate",
        ),
    ] {
        let text = census(2017, WORKERS).replace(from, to);
        let import = import(&[("workforce.xml", &text)]);
        let found = import.findings.iter().find(|one| one.code == code);
        let found = found.unwrap_or_else(|| panic!("{to}: {:?}", import.findings));
        assert_eq!(found.column.as_deref(), Some(column), "{to}");
        assert_eq!(import.tables["workforce_workers"].rows(), 3, "{to}");
    }
}
