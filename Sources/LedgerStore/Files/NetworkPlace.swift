import Foundation
package import LedgerCore

/// A file system that lies on another machine (网络共享盘): its locks may hold nobody off, and what
/// it says is written may not be.
package struct NetworkPlace: Equatable, Sendable {
  /// What the file system is called: `nfs4`, `cifs`, `fuse.sshfs`.
  package let kind: String

  /// nil for a file on a disk of this machine, and where the system does not say.
  package init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let (number, byte) = (UInt64(status.st_dev), UInt64(0xFF))
    let major = (number >> 8) & 0xFFF | (number >> 32) & ~0xFFF
    // What has a driver of its own is a disk of this machine; nothing more need be asked.
    guard major == 0, let file = FileHandle(forReadingAtPath: "/proc/self/mountinfo"),
      let data = try? file.readToEnd()
    else { return nil }
    self.init(
      device: "\(major):\(number & byte | (number >> 12) & ~byte)",
      mounts: String(decoding: data, as: UTF8.self))
  }

  /// - Parameters:
  ///   - device: The device of the file, as `mounts` writes it.
  ///   - mounts: The lines of `/proc/self/mountinfo`.
  init?(device: String, mounts: String) {
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[2] == device, let dash = words.firstIndex(of: "-"),
        let kind = words[dash...].dropFirst().first.map(String.init), Self.kinds.contains(kind)
      else { continue }
      self.kind = kind
      return
    }
    return nil
  }

  /// What an officer is told.
  package var warning: Guidance {
    "账本放在网络共享盘上（\(kind)）：几台电脑同时记账时，文件锁可能不起作用，断线可能丢账；"
      + "请把账本放在本机磁盘，\(using: .backUp)备份到共享盘"
  }

  private static let kinds: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "ncp", "afs", "coda", "ceph", "9p", "vboxsf",
    "gfs2", "ocfs2", "lustre", "glusterfs", "fuse.sshfs", "fuse.davfs", "fuse.davfs2",
    "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.smbnetfs",
    "fuse.curlftpfs", "fuse.kio-fuse", "fuse.mfs", "fuse.juicefs", "fuse.google-drive-ocamlfuse",
    "fuse.vmhgfs-fuse",
  ]
}
