//! From markers back to sides.

use insta::assert_snapshot;

use crate::store::sides_of;

fn sides(text: &str) -> String {
    let Some(sides) = sides_of(text.as_bytes()) else {
        return "none".to_owned();
    };
    let shown = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\n', "|");
    let base = sides.base.map_or_else(|| "-".to_owned(), shown);
    format!("{}\n{base}\n{}", shown(sides.ours), shown(sides.theirs))
}

#[test]
fn git_writes_two_or_three_parts() {
    assert_snapshot!(sides("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n"), @"
    a|b|d|
    -
    a|c|d|
    ");
    assert_snapshot!(sides("a\n<<<<<<< HEAD\nb\n||||||| 1234\n0\n=======\n>>>>>>> x\nd\n<<<<<<< HEAD\n|||||||\n1\n=======\n2\n>>>>>>> x\n"), @"
    a|b|d|
    a|0|d|1|
    a|d|2|
    ");
}

#[test]
fn only_the_widest_markers_count() {
    assert_snapshot!(
        sides("<<<<<<<<< ours\n<<<<<<< x\na\n=======\nb\n>>>>>>> y\n=========\nc\n>>>>>>>>> theirs\n"),
        @"
    <<<<<<< x|a|=======|b|>>>>>>> y|
    -
    c|
    ");
}

#[test]
fn line_endings_and_a_missing_last_one_stay() {
    assert_snapshot!(sides("a\r\n<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> y\r\nd").replace('\r', "␍"), @"
    a␍|b␍|d
    -
    a␍|c␍|d
    ");
}

#[test]
fn jj_writes_differences_and_snapshots() {
    assert_snapshot!(
        sides("x\n<<<<<<< conflict 1 of 1\n%%%%%%% diff from: abc \"base\"\n\\\\\\\\\\\\\\        to: def \"side\"\n a\n-b\n+b1\n \n+++++++ ghi \"other\"\na\nb2\n>>>>>>> conflict 1 of 1 ends\ny\n"),
        @"
    x|a|b1||y|
    x|a|b||y|
    x|a|b2|y|
    ");
    assert_snapshot!(
        sides("<<<<<<< conflict 1 of 1\n+++++++ one\nb1\n------- base\nb\n+++++++ two\nb2\n>>>>>>> conflict 1 of 1 ends\n"),
        @"
    b1|
    b|
    b2|
    ");
}

#[test]
fn what_does_not_fit_together_has_no_sides() {
    for text in [
        "a\n",
        "<<<<<<< x\na\n",
        "<<<<<<< x\na\n>>>>>>> y\n",
        "<<<<<<< x\na\n<<<<<<< x\n=======\n>>>>>>> y\n",
        "<<<<<<< 1\n%%%%%%% diff\n-a\n+b\n%%%%%%% diff\n-a\n+c\n+++++++ x\nd\n>>>>>>> 1\n",
        "<<<<<<< 1\n%%%%%%% diff\n?\n+++++++ x\nd\n>>>>>>> 1\n",
    ] {
        assert_eq!(sides(text), "none", "{text}");
    }
}
