// What a question would cost, for whoever wants to know before it is asked.

extension KeyedProvider {
  /// Whether it can be asked as far as its key goes.
  package var hasKey: Bool { missing == nil }

  /// What one call with this question costs at most, in the currency of the price list: what is set aside for it.
  package func costMost(of request: ChatRequest) -> Double {
    let body = ChatBody(
      request: request, dialect: Dialect(), provider: provider, isStreamed: false)
    return price.cost(body.estimate)
  }
}
