namespace HydraBot.Inference.Usage;

/// <summary>What a model was used for in a span of time.</summary>
/// <param name="Endpoint">Where it answered; empty where nobody did.</param>
/// <param name="Model">Its name.</param>
/// <param name="Requests">Calls.</param>
/// <param name="Cached">Of these, answered without asking it.</param>
/// <param name="Troubled">Of these, not answered as they should have been.</param>
/// <param name="Tokens">Read and written.</param>
/// <param name="Cost">US dollars.</param>
internal sealed record ModelUse(string Endpoint, string Model, long Requests, long Cached, long Troubled, long Tokens, decimal Cost);
