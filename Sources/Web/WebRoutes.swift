// Everything that can be asked for, in one list.

package enum WebRoutes {
  /// The routes of a site.
  package static func all(_ ground: WebGround, _ doorkeeper: Doorkeeper) -> [Route] {
    Assets.routes + HealthRoutes.routes(ground.database) + SignInPages(doorkeeper).routes
      + DigestPages(ground).routes + VotePages(ground).routes + FeedPages(ground).routes
      + [Route("GET", "/") { _ in .redirect(to: Place.review.path) }]
  }
}
