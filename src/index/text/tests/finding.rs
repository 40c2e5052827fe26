//! What is found by what is typed, by the index and by a scan alike.

use crate::index::text::DocumentText;
use crate::index::text::Place;
use crate::index::text::tests::project::Project;
use crate::index::text::tests::project::terms;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;

/// More records than a scan is enough for, the first with these descriptions.
fn project(descriptions: &[&str]) -> Project {
    let mut project = Project::new();
    for (number, description) in descriptions.iter().enumerate() {
        let text = DocumentText {
            title: "Title".to_owned(),
            description: (*description).to_owned(),
            ..DocumentText::default()
        };
        project.write(number, &text);
    }
    for number in descriptions.len()..descriptions.len() + 100 {
        project.write(number, &DocumentText::default());
    }
    project
}

#[test]
fn letters_are_the_same_whatever_their_case_and_accents() {
    let project = project(&[
        "Das Café in der Großen Straße",
        "Bjørn løper, Łódź, Þór, İstanbul",
        "ΟΔΟΣ Москва ЁЖ",
        "ﬁle ｆｕｌｌ №",
        "हिन्दी العَرَبِيَّة",
    ]);
    let check = |text: &str, expected: &[usize]| {
        assert_eq!(project.found(text), expected, "{text}");
    };
    check("cafe", &[0]);
    check("CAFÉ", &[0]);
    check("cafe\u{301}", &[0]);
    check("strasse", &[0]);
    check("GROẞEN", &[0]);
    check("bjorn", &[1]);
    check("LODZ", &[1]);
    check("thor", &[1]);
    check("istanbul", &[1]);
    check("οδος", &[2]);
    check("МОСКВА", &[2]);
    check("еж", &[2]);
    check("file full", &[3]);
    check("हिन्दी", &[4]);
    check("العربية", &[4]);
}

#[test]
fn scripts_without_blanks_are_found_inside_of_runs() {
    let project = project(&[
        "全文検索の索引を作る",
        "検査と索引",
        "전문 검색엔진을 만든다",
        "がくせい ｶﾞｸｾｲ",
        "かくせい",
        "ค้นหาข้อความ",
        "mixed検索text",
    ]);
    let check = |text: &str, expected: &[usize]| {
        assert_eq!(project.found(text), expected, "{text}");
    };
    check("検索", &[0, 6]);
    check("全文検索", &[0]);
    check("文検索の", &[0]);
    check("検", &[0, 1, 6]);
    check("検文", &[]);
    check("索引", &[0, 1]);
    check("索引 検査", &[1]);
    check("검색", &[2]);
    check("엔진", &[2]);
    // Written letter by letter, as some systems name files.
    check("\u{1100}\u{1165}\u{11b7}색", &[2]);
    check("がくせい", &[3]);
    check("ガクセイ", &[3]);
    check("かくせい", &[4]);
    check("ข้อความ", &[5]);
    check("検索*", &[0, 6]);
    check("text", &[6]);
    check("検索text", &[6]);
}

#[test]
fn identifiers_are_found_whole_and_by_part() {
    let project = project(&[
        "See TICKET-42 and src/main.rs:17",
        "TICKET-421 in foo_bar, version 1.2.3",
        "C++ and C# with node.js",
        "plain C, version 1.2.34",
        "autoCommit of the HTTPServer, auto-merge",
        "auto commit, a@b.example.com",
    ]);
    let check = |text: &str, expected: &[usize]| {
        assert_eq!(project.found(text), expected, "{text}");
    };
    check("TICKET-42", &[0]);
    check("ticket", &[0, 1]);
    check("42", &[0]);
    check("ticket-42*", &[0, 1]);
    check("src/main.rs", &[0]);
    check("main.rs", &[0]);
    check("main", &[0]);
    check("main.rs:17", &[0]);
    check("foo_bar", &[1]);
    check("bar", &[1]);
    check("1.2.3", &[1]);
    check("1.2", &[1, 3]);
    check("C++", &[2]);
    check("c#", &[2]);
    check("c", &[2, 3]);
    check("node.js", &[2]);
    check("autocommit", &[4]);
    check("autoCommit", &[4, 5]);
    check("auto-commit", &[4, 5]);
    check("commit", &[4, 5]);
    check("server", &[4]);
    check("httpserver", &[4]);
    check("a@b.example.com", &[5]);
}

#[test]
fn phrases_are_words_side_by_side_in_one_text() {
    let mut project = project(&["one two three", "two one three", "one, two! two.three"]);
    let text = DocumentText {
        criteria: vec!["first one".to_owned(), "two last".to_owned()],
        comments: vec!["one".to_owned(), "two".to_owned(), "one two".to_owned()],
        ..DocumentText::default()
    };
    project.write(3, &text);
    let check = |text: &str, expected: &[usize]| {
        assert_eq!(project.found(text), expected, "{text}");
    };
    check("one~two", &[0, 2, 3]);
    check("two~three", &[0, 2]);
    check("one~three", &[1]);
    check("one~two~three", &[0]);
    check("one~two~last", &[]);
    check("crash~no", &[]);
}

#[test]
fn other_forms_of_a_word_count_less_than_the_word() {
    let project = project(&[
        "It crashes",
        "A crash",
        "crashing",
        "crashy",
        "crashs-and-burns",
    ]);
    assert_eq!(project.found("crash"), [0, 1, 2, 4]);
    assert_eq!(project.found("\"crash"), [0, 1, 2, 4]);
    assert_eq!(project.found("crash*"), [0, 1, 2, 3, 4]);
    let answer = project.agreed(&terms("crash"));
    let score = |number| answer.found(&terms("crash")[0], number).unwrap().score;
    assert!(score(1) > score(0), "{} {}", score(1), score(0));
    let exact = TextTerm {
        field: None,
        form: TextForm::Phrase,
        text: "crash".to_owned(),
    };
    assert_eq!(
        project.agreed(std::slice::from_ref(&exact)).count(&exact),
        1
    );
}

#[test]
fn a_field_is_searched_alone_and_a_title_counts_more_than_a_comment() {
    let mut project = project(&[]);
    let places: [fn(&mut DocumentText, String); 6] = [
        |text, word| text.keys = vec![word],
        |text, word| text.title = word,
        |text, word| text.labels = vec![word],
        |text, word| text.description = word,
        |text, word| text.criteria = vec![word],
        |text, word| text.comments = vec![word],
    ];
    for (number, put) in places.iter().enumerate() {
        let mut text = DocumentText::default();
        put(&mut text, "needle7".to_owned());
        project.write(number, &text);
    }
    let term = |field| TextTerm {
        field,
        form: TextForm::Word,
        text: "needle7".to_owned(),
    };
    let all = project.agreed(&[term(None)]);
    let found: Vec<_> = (0..6).map(|n| all.found(&term(None), n).unwrap()).collect();
    let places: Vec<Place> = found.iter().map(|found| found.place).collect();
    assert_eq!(places, Place::ALL);
    assert!(
        found.windows(2).all(|pair| pair[0].score > pair[1].score),
        "{found:?}"
    );
    for field in TextField::ALL {
        let answer = project.agreed(&[term(Some(field))]);
        let has = |number: &usize| answer.has(&term(Some(field)), *number);
        let having: Vec<usize> = (0..100).filter(has).collect();
        let expected = Place::ALL
            .iter()
            .position(|place| place.field() == Some(field));
        assert_eq!(having, [expected.unwrap()], "{field:?}");
    }
}

#[test]
fn a_word_that_nothing_has_is_answered_with_the_nearest_that_something_has() {
    let mut project = project(&["the snapshot", "the index", "snapshop"]);
    let suggestion = |project: &Project, text: &str| {
        let answer = project.agreed(&terms(text));
        let words = answer.suggestions().iter().map(|(_, word)| word.clone());
        words.collect::<Vec<String>>()
    };
    assert_eq!(suggestion(&project, "snapshott"), ["snapshot"]);
    assert_eq!(
        suggestion(&project, "idnex zzzzzz snapshto"),
        ["index", "snapshot"]
    );
    assert_eq!(suggestion(&project, "index"), Vec::<String>::new());
    // A word of a record that is gone is no help, though the index still has it.
    project.remove(0);
    assert_eq!(suggestion(&project, "snapshott"), ["snapshop"]);
    // Without an index the same.
    project.records.truncate(10);
    assert_eq!(suggestion(&project, "idnex"), ["index"]);
}

#[test]
fn any_text_can_be_looked_for() {
    let long = "x".repeat(50_000);
    let many = "word ".repeat(2_000);
    let project = project(&["plain", &long, &many, "🚀 → \u{200d}\u{feff}\u{0}"]);
    let texts = [
        "",
        "*",
        "--",
        "()",
        "\"",
        "\\",
        "\u{0}",
        "\u{301}",
        "🚀",
        "→",
        "a\u{301}\u{301}\u{301}",
        "+++++",
        "c+",
        "#",
        "'",
        "\u{202e}abc",
        "\u{1f468}\u{200d}\u{1f469}",
        &long,
        &many,
        "ﷺ",
    ];
    for text in texts {
        for form in [TextForm::Word, TextForm::Prefix, TextForm::Phrase] {
            let term = TextTerm {
                field: None,
                form,
                text: text.to_owned(),
            };
            project.agreed(&[term]);
        }
    }
    assert_eq!(project.found("🚀"), [3]);
    assert_eq!(project.found("→"), [3]);
    assert_eq!(project.found(&long), [1]);
    assert_eq!(project.found("-- plain"), [0]);
}
