//! The main thread's tasks, from Chromium's trace.
//!
//! The page isn't queried meanwhile: it only leaves marks (`performance.mark`), from which the
//! start and end of a measurement are found afterward.
//!
//! A task's duration is the thread's CPU time: other load on the machine isn't the page's fault.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use browser_harness::DevTools;

/// Tasks, marks, and kinds of work.
const CATEGORIES: [&str; 4] = ["toplevel", "blink.user_timing", "devtools.timeline", "v8"];

const TASK: &str = "ThreadControllerImpl::RunTask";

/// A page's main thread. Times are milliseconds by Chromium's clock.
pub struct Trace {
    marks: BTreeMap<String, f64>,
    /// The zero point of `performance.now()`.
    pub origin: f64,
    tasks: Vec<Task>,
}

/// An uninterrupted run of work.
pub struct Task {
    pub begin: f64,
    end: f64,
    /// CPU time in milliseconds.
    pub took: f64,
    /// CPU time by kind of work, without nested kinds.
    work: BTreeMap<String, f64>,
}

impl Trace {
    /// Records a trace while a future runs.
    pub async fn of<T>(devtools: &DevTools<'_>, what: impl Future<Output = T>) -> (Self, T) {
        let config = json!({
            "recordMode": "recordAsMuchAsPossible",
            "includedCategories": CATEGORIES,
            "excludedCategories": ["*"],
        });
        let begin = json!({"transferMode": "ReportEvents", "traceConfig": config});
        devtools.session.send_raw("Tracing.start", begin).await.unwrap();
        let result = what.await;
        let mut events = devtools.session.subscribe_connection();
        devtools.session.send_raw("Tracing.end", json!({})).await.unwrap();
        let mut all = Vec::new();
        loop {
            let mut event = events.recv().await.unwrap();
            match event.method.as_str() {
                "Tracing.dataCollected" => match event.params["value"].take() {
                    Value::Array(mut part) => all.append(&mut part),
                    _ => panic!("a trace without events"),
                },
                "Tracing.tracingComplete" => break,
                _ => {}
            }
        }
        (Self::read(&all), result)
    }

    fn read(events: &[Value]) -> Self {
        let at = |event: &Value| event["ts"].as_f64().unwrap_or_default() / 1000.0;
        // Marks share their category with measures and document events.
        let start = |event: &Value| match event["cat"] == "blink.user_timing" {
            true => event["args"]["data"]["startTime"].as_f64(),
            false => None,
        };
        let own: Vec<_> = events.iter().filter(|event| start(event).is_some()).collect();
        let last = own.last().expect("the page left no mark");
        let origin = at(last) - start(last).unwrap();
        let name = |event: &Value| event["name"].as_str().unwrap_or_default().to_owned();
        let marks = own.iter().map(|mark| (name(mark), at(mark))).collect();
        let of_thread = |event: &&Value| event["pid"] == last["pid"] && event["tid"] == last["tid"];
        let milliseconds = |value: &Value| value.as_f64().map(|microseconds| microseconds / 1000.0);
        let span = |event: &Value| {
            let length = milliseconds(&event["dur"])?;
            Some(Span {
                begin: at(event),
                end: at(event) + length,
                // The two clocks differ slightly.
                took: milliseconds(&event["tdur"]).unwrap_or(length).min(length),
                name: name(event),
            })
        };
        let mut spans: Vec<_> = events.iter().filter(of_thread).filter_map(span).collect();
        // Enclosing spans come first.
        spans.sort_by(|a, b| a.begin.total_cmp(&b.begin).then(b.end.total_cmp(&a.end)));
        Self { marks, origin, tasks: tasks(&spans) }
    }

    /// When the page left this mark.
    pub fn mark(&self, name: &str) -> f64 {
        *self.marks.get(name).unwrap_or_else(|| panic!("the page left no mark {name:?}"))
    }

    /// The main thread's milliseconds between two instants, with a proportional share of partial
    /// tasks.
    pub fn busy(&self, from: f64, to: f64) -> f64 {
        let share = |task: &Task| (task.end.min(to) - task.begin.max(from)) / task.by_the_clock();
        self.between(from, to).map(|task| task.took * share(task)).sum()
    }

    /// The longest tasks between two instants, longest first.
    pub fn longest(&self, from: f64, to: f64) -> Vec<&Task> {
        let mut tasks: Vec<_> = self.between(from, to).collect();
        tasks.sort_by(|a, b| b.took.total_cmp(&a.took));
        tasks
    }

    /// The end of the frame that shows the first row.
    pub fn painted(&self) -> f64 {
        self.task_at(self.mark("first frame")).end
    }

    /// The task at an instant.
    pub fn task_at(&self, at: f64) -> &Task {
        let task = self.tasks.iter().find(|task| task.begin <= at && at <= task.end);
        task.expect("a mark outside of all tasks")
    }

    fn between(&self, from: f64, to: f64) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.end > from && task.begin < to)
    }
}

/// A task or a part of one.
struct Span {
    begin: f64,
    end: f64,
    took: f64,
    name: String,
}

/// The outermost tasks, with their nested work.
fn tasks(spans: &[Span]) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut open: Vec<&Span> = Vec::new();
    for span in spans {
        let Span { begin, end, took, name } = span;
        while open.last().is_some_and(|around| around.end <= *begin) {
            open.pop();
        }
        if open.is_empty() {
            if name != TASK {
                continue;
            }
            tasks.push(Task { begin: *begin, end: *end, took: *took, work: BTreeMap::new() });
        }
        let task = tasks.last_mut().unwrap();
        *task.work.entry(name.clone()).or_default() += took;
        if let Some(around) = open.last() {
            *task.work.entry(around.name.clone()).or_default() -= took;
        }
        open.push(span);
    }
    tasks
}

impl Task {
    /// Wall time in milliseconds.
    pub fn by_the_clock(&self) -> f64 {
        self.end - self.begin
    }

    /// Its main kinds of work.
    pub fn told(&self) -> String {
        let mut work: Vec<_> = self.work.iter().collect();
        work.sort_by(|a, b| b.1.total_cmp(a.1));
        let told: Vec<_> = work
            .iter()
            .take(3)
            .filter(|(_, length)| **length >= 1.0)
            .map(|(name, length)| {
                format!("{} {length:.0}", if *name == TASK { "other" } else { name })
            })
            .collect();
        told.join(", ")
    }
}
