//! The whole server stops and comes back.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use demo::Options;
use reqwest::Method;
use serde_json::json;

use crate::{CERTIFICATES, Demo, LDAP_CLIENT};

#[tokio::test]
async fn a_server_that_is_away_refuses_connections_and_comes_back_as_it_was() {
    for tls in [false, true] {
        let demo = Demo::with(Options { tls, ..Options::default() }).await;
        assert_eq!(demo.delete(LDAP_CLIENT).await.unwrap().status(), 200);
        for _ in 0..2 {
            demo.running.pause().await.unwrap();
            // Pausing twice is harmless.
            demo.running.pause().await.unwrap();
            let refused = tokio::net::TcpStream::connect(demo.running.address).await;
            assert_eq!(refused.unwrap_err().kind(), std::io::ErrorKind::ConnectionRefused);
            assert!(demo.get(CERTIFICATES).await.unwrap_err().is_connect());
            demo.running.resume().await.unwrap();
            demo.running.resume().await.unwrap();
            assert_eq!(demo.get(CERTIFICATES).await.unwrap().status(), 200);
        }
        assert!(!demo.lists("ldap_client_cert"));
    }
}

#[tokio::test]
async fn tls_can_break_and_comes_back() {
    let demo = Demo::with(Options { tls: true, ..Options::default() }).await;
    demo.running.break_tls().await.unwrap();
    assert!(demo.get(CERTIFICATES).await.unwrap_err().is_connect());
    demo.running.resume().await.unwrap();
    assert_eq!(demo.get(CERTIFICATES).await.unwrap().status(), 200);
}

#[tokio::test]
async fn stopping_the_server_breaks_pending_requests() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "hang", "times": 1 });
    demo.request(Method::POST, "/demo/faults").json(&fault).send().await.unwrap();
    let wait_and_pause = async {
        while !demo.running.faults().list().is_empty() {
            tokio::task::yield_now().await;
        }
        demo.running.pause().await.unwrap();
    };
    let (broken, ()) = tokio::join!(demo.delete(LDAP_CLIENT), wait_and_pause);
    assert!(broken.is_err());
    demo.running.resume().await.unwrap();
    demo.running.faults().clear();
    assert_eq!(demo.delete(LDAP_CLIENT).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_stopped_servers_port_stays_reserved() {
    let demo = Demo::start().await;
    demo.running.pause().await.unwrap();
    let port = demo.running.address.port();
    let refused = demo::start(Options { port, ..Options::default() }).await.err().unwrap();
    assert!(refused.to_string().contains("is in use"), "{refused}");
    demo.running.resume().await.unwrap();
    assert_eq!(demo.get(CERTIFICATES).await.unwrap().status(), 200);
}

/// A new process has a copy of the listener until its program runs.
#[tokio::test(flavor = "multi_thread")]
async fn the_port_is_kept_while_other_processes_start() {
    let starting = Arc::new(AtomicBool::new(true));
    let threads = [(); 4].map(|()| {
        let starting = Arc::clone(&starting);
        thread::spawn(move || {
            while starting.load(Ordering::Relaxed) {
                Command::new("true").status().unwrap();
            }
        })
    });
    let mut paused = Vec::new();
    for _ in 0..20 {
        let running = demo::start(Options::default()).await.unwrap();
        paused.push(running.pause().await.map_err(|error| error.to_string()));
    }
    starting.store(false, Ordering::Relaxed);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(paused, vec![Ok(()); 20]);
}
