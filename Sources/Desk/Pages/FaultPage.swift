/// The page for a request that is not answered as it was asked.
enum FaultPage {
  static func response(_ fault: RequestFault) -> Response {
    let body: HTML = "<p class=\"fault\" role=\"alert\">\(fault.advice)</p>"
    return .page(Frame(title: fault.title).page(body), status: fault.status)
  }
}
