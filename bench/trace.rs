//! What the main thread of a page did, task by task, as Chromium writes it down.
//!
//! Nothing is asked of the page meanwhile: it only leaves marks (`performance.mark`), by which the
//! begin and the end of what is measured are found afterwards.
//!
//! How long a task took is the processor's time of that thread: what else a machine does at the
//! same time is not the page's doing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use browser_harness::DevTools;

/// Tasks, marks, and of what kinds of work the tasks consisted.
const CATEGORIES: [&str; 4] = ["toplevel", "blink.user_timing", "devtools.timeline", "v8"];

const TASK: &str = "ThreadControllerImpl::RunTask";

/// The main thread of one page. Times are milliseconds of Chromium's own clock.
pub struct Trace {
    marks: BTreeMap<String, f64>,
    /// What `performance.now()` counts from.
    pub origin: f64,
    tasks: Vec<Task>,
}

/// What ran at a stretch, while nobody else had a turn.
pub struct Task {
    pub begin: f64,
    end: f64,
    /// Milliseconds of the processor's time.
    pub took: f64,
    /// The same of each kind of work in it, without what is inside of other kinds.
    work: BTreeMap<String, f64>,
}

impl Trace {
    /// Records while something happens.
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
        // A category that marks share with measures and with the document's own events.
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
                // The two clocks differ a little.
                took: milliseconds(&event["tdur"]).unwrap_or(length).min(length),
                name: name(event),
            })
        };
        let mut spans: Vec<_> = events.iter().filter(of_thread).filter_map(span).collect();
        // What contains others comes before them.
        spans.sort_by(|a, b| a.begin.total_cmp(&b.begin).then(b.end.total_cmp(&a.end)));
        Self { marks, origin, tasks: tasks(&spans) }
    }

    /// When the page left this mark.
    pub fn mark(&self, name: &str) -> f64 {
        *self.marks.get(name).unwrap_or_else(|| panic!("the page left no mark {name:?}"))
    }

    /// Milliseconds of the main thread between two instants; of a task that is not wholly between
    /// them, its share.
    pub fn busy(&self, from: f64, to: f64) -> f64 {
        let share = |task: &Task| (task.end.min(to) - task.begin.max(from)) / task.by_the_clock();
        self.between(from, to).map(|task| task.took * share(task)).sum()
    }

    /// The longest tasks between two instants, the longest first.
    pub fn longest(&self, from: f64, to: f64) -> Vec<&Task> {
        let mut tasks: Vec<_> = self.between(from, to).collect();
        tasks.sort_by(|a, b| b.took.total_cmp(&a.took));
        tasks
    }

    /// When the frame had been drawn that shows the first row.
    pub fn painted(&self) -> f64 {
        self.task_at(self.mark("first frame")).end
    }

    /// The task that ran at an instant.
    pub fn task_at(&self, at: f64) -> &Task {
        let task = self.tasks.iter().find(|task| task.begin <= at && at <= task.end);
        task.expect("a mark outside of all tasks")
    }

    fn between(&self, from: f64, to: f64) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.end > from && task.begin < to)
    }
}

/// Something that began and ended, a task or a part of one.
struct Span {
    begin: f64,
    end: f64,
    took: f64,
    name: String,
}

/// The outermost tasks, each with what is inside of it.
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
    /// Milliseconds from its begin to its end.
    pub fn by_the_clock(&self) -> f64 {
        self.end - self.begin
    }

    /// What it mostly did.
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
