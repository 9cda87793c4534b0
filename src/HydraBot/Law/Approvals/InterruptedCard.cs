using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>Tells people of a request that was cut off.</summary>
internal static class InterruptedCard
{
    public static Card Of(OperationRequest request) => new()
    {
        Title = $"Cut off: {request.Operation}",
        Severity = CardSeverity.Bad,
        Text = Recovery.NotKnown,
        Fields =
        [
            new CardField("Asked by", request.Caller.Name, true),
            new CardField("Asked", $"<t:{request.ReceivedAt.ToUnixTimeSeconds()}:f>", true),
            new CardField("Look first", "See how things stand before you ask for it again."),
        ],
        Footer = $"Request {request.Id:N}",
        Spoken = $"{request.Operation} was cut off; it is not known whether it finished.",
    };
}
