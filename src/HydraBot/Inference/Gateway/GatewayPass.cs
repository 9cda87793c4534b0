using HydraBot.Governance;

namespace HydraBot.Inference.Gateway;

/// <summary>
/// A key's leave to use the models for a minute. It went down the road like everything with an effect; the requests of that minute run under
/// its clearance, so that the law is asked once and not at each of a thousand requests.
/// </summary>
/// <param name="Clearance">That the law lets this key.</param>
/// <param name="Until">Until then.</param>
internal sealed record GatewayPass(Clearance Clearance, DateTimeOffset Until);
