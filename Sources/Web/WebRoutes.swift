// Everything that can be asked for, in one list.

package enum WebRoutes {
  /// The routes of a site.
  package static func all(_ ground: WebGround, _ doorkeeper: Doorkeeper) -> [Route] {
    let sittings = Sittings(ground)
    return Assets.routes + HealthRoutes.routes(ground.database) + SignInPages(doorkeeper).routes
      + ReviewPages(ground, sittings).routes + ItemPages(ground, sittings).routes
      + DigestPages(ground).routes + VotePages(ground).routes + FeedPages(ground).routes
      + ActionPages(ground).routes + SourcePages(ground).routes + APIRoutes.site(ground) + [
        Route("GET", "/") { _ in .redirect(to: Place.review.path) }
      ]
  }
}
