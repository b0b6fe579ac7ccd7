import Foundation
import TestSupport
import Testing

@Suite("工作台的启动和停止")
struct DeskProcessTests {
  @Test(
    "it prints its address, answers, and is stopped by a signal, with nothing left behind",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func wholeLife(_ signal: Int32) async throws {
    let workplace = try await Workplace.withLedger()
    let before = try workplace.names()
    let desk = try await DeskRun.start(workplace)
    #expect(try workplace.names().contains { $0.hasPrefix("legalaid-desk-") })
    let opened = try await desk.ask("/open?code=\(desk.code)")
    #expect(opened.hasPrefix("HTTP/1.1 303"))
    let cookie = try #require(opened.firstMatch(of: /(legalaid-\d+=[0-9a-f]{64});/)?.1)
    let page = try await desk.ask("/cases", "Cookie: \(cookie)\r\n")
    #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("测试区司法局"))
    #expect(try await desk.ask("/open?code=\(desk.code)").hasPrefix("HTTP/1.1 403"))
    desk.run.interrupt(by: signal)
    let run = try await desk.run.finish()
    #expect(run.exitCode == 0 && !run.isKilled && run.stderr == "")
    #expect(run.stdout.hasSuffix("工作台已停止\n"))
    #expect(try workplace.names() == before)
    #expect(try await workplace.state().hasPrefix("账本完好"))
  }

  @Test("a port that is taken is refused in Chinese, and so is what is no port")
  func ports() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try workplace.names()
    let desk = try await DeskRun.start(workplace)
    let second = try await workplace.run(
      ["desk", "--no-browser", "--port", "\(desk.port)"], environment: ["TMPDIR": workplace.path])
    #expect(second.exitCode == 1 && second.stdout == "")
    #expect(second.stderr.contains("端口 \(desk.port) 已经有人在用"))
    #expect(englishSentence(in: second.stderr) == nil)
    for port in ["-1", "65536", "x"] {
      let run = try await workplace.run(["desk", "--no-browser", "--port=\(port)"])
      #expect(run.exitCode != 0 && run.stderr.contains("端口"), "\(port)")
    }
    desk.run.interrupt(by: SIGINT)
    #expect(try await desk.run.finish().exitCode == 0)
    // The port is free again at once.
    let again = try await DeskRun.start(workplace, "--port", "\(desk.port)")
    #expect(again.port == desk.port)
    again.run.interrupt(by: SIGTERM)
    #expect(try await again.run.finish().exitCode == 0)
    #expect(try workplace.names() == before)
  }

  @Test("what a desk leaves that is killed, the next one removes")
  func killed() async throws {
    let workplace = try await Workplace.withLedger()
    let before = try workplace.names()
    let killed = try await DeskRun.start(workplace)
    killed.run.kill()
    #expect(try await killed.run.finish().isKilled)
    #expect(try workplace.names() != before)
    let next = try await DeskRun.start(workplace)
    next.run.interrupt(by: SIGINT)
    #expect(try await next.run.finish().exitCode == 0)
    #expect(try workplace.names() == before)
  }

  @Test("the memory of the desk does not grow with what is dropped, taken or refused")
  func memory() async throws {
    let workplace = try await Workplace.withLedger()
    let desk = try await DeskRun.start(workplace)
    let opened = try await desk.ask("/open?code=\(desk.code)")
    let cookie = try #require(opened.firstMatch(of: /(legalaid-\d+=[0-9a-f]{64});/)?.1)
    _ = try await desk.ask("/cases", "Cookie: \(cookie)\r\n")
    let before = try desk.run.largestResidentSize()
    let part = "--b\r\nContent-Disposition: form-data; name=\"t\"; filename=\"a.csv\"\r\n\r\n"
    for (size, status) in [(60 << 20, "404"), (72 << 20, "413")] {
      let file = Array(part.utf8) + [UInt8](repeating: 0x61, count: size)
      let body =
        Array("\(String(file.count, radix: 16))\r\n".utf8) + file
        + Array("\r\n9\r\n\r\n--b--\r\n\r\n0\r\n\r\n".utf8)
      let headers =
        "Cookie: \(cookie)\r\nOrigin: http://127.0.0.1:\(desk.port)\r\n"
        + "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n"
      let answer = try await desk.ask("/no-such-page", headers, body: body)
      #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer.prefix(100))")
    }
    let grown = try desk.run.largestResidentSize() - before
    #expect(grown < 24 << 20, "\(before) \(grown)")
    desk.run.interrupt(by: SIGTERM)
    #expect(try await desk.run.finish().exitCode == 0)
  }

  @Test("the browser is started with the address alone: nothing of ours open, no signal blocked")
  func browser() async throws {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "#!/bin/sh\necho \"$@\" > words\nls /proc/$$/fd > open\n"
        // By the shell itself: while it starts another program it blocks signals.
        + "while read line; do echo \"$line\"; done < /proc/$$/status > status\ntouch done\n",
      to: "script")
    // Copied by another program: what a program started meanwhile has open cannot be run.
    let copying = "mkdir bin && cp script bin/xdg-open && chmod 755 bin/xdg-open"
    #expect(try await Program.shell(copying, in: workplace.path).exitCode == 0)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try workplace.start(
      ["desk"],
      environment: ["TMPDIR": workplace.path, "PATH": "\(workplace.file("bin")):\(path)"])
    for _ in 0..<9_000 where run.isRunning && !workplace.exists("done") {
      try await Task.sleep(for: .milliseconds(10))
    }
    let address = try #require(try run.printed().firstMatch(of: /http:.*\n/)?.0)
    #expect(try workplace.text(of: "words") == address)
    // The shell's own script and the file it writes.
    let numbers = try workplace.text(of: "open").split(separator: "\n").compactMap { Int($0) }
    #expect(numbers.filter { $0 > 2 && $0 < 10 } == [] && numbers.count <= 5, "\(numbers)")
    let status = try workplace.text(of: "status")
    #expect(status.contains("SigBlk:\t0000000000000000"), "\(status)")
    run.interrupt(by: SIGINT)
    #expect(try await run.finish().exitCode == 0)
  }
}
