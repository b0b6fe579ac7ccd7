/// What the words before a count say became of the cases.
enum StockFlow: Equatable, Sendable {
  /// Came in: 新收, 受理.
  case taken
  /// All there was to be done: 应办.
  case due
  /// Was open before: 上年结转.
  case carriedIn
  case done
  /// Ended without a result: 终止, 撤回.
  case ended
  /// Is still open: 结转下年, 在册.
  case left

  /// nil where the words do not say.
  init?(_ label: ArraySlice<Unicode.Scalar>) {
    if Self.carried.isFound(in: label) {
      self = .carriedIn
    } else if Self.remaining.isFound(in: label) {
      self = .left
    } else if Self.owed.isFound(in: label) {
      self = .due
    } else if Self.stopped.isFound(in: label) {
      self = .ended
    } else if Self.finished.isFound(in: label) {
      self = .done
    } else if Self.coming.isFound(in: label) {
      self = .taken
    } else {
      return nil
    }
  }

  private static let carried = Words(
    """
    上年结转 上年度结转 上年末结转 去年结转 旧存 上年未结 年初未结 期初未结 往年结转 上期结转 结转上年 上年转入 上年度转入 \
    年初结转 年初在册 年初在矫 期初在册 期初在矫 上年末在册 年初未办结 年初在办 上年末未结
    """)
  private static let remaining = Words(
    """
    结转下年 结转至下年 结转到下年 结转下一年 转下年 未结 尚未办结 未办结 在办 正在办理 尚在办理 未审结 尚未审结 剩余 其余 \
    结转2 正在审理 在册 在矫 期末在
    """)
  private static let owed = Words("应办 应审理 应审结 应答复", notIn: "应办结")
  private static let stopped = Words("终止 撤回 撤案 不予受理 销案")
  private static let finished = Words("解除 解矫 办结 审结 结案 答复 办理完毕 已办 办理完成 执结 办毕")
  private static let coming = Words("新收 受理 收到 接收 受案 收案 立案 登记 接到 收件 入矫 新增")
}
