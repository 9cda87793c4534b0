using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Operations;

/// <summary>One operation as the list shows it.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Access">The least access that may ask for it.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="TimeLimitSeconds">After this it is cancelled.</param>
/// <param name="Schema">JSON schema of its arguments.</param>
/// <param name="ResultSchema">JSON schema of what it returns.</param>
internal sealed record OperationAnswer(
    string Name, string Description, AccessLevel Access, OperationEffect Effect, double TimeLimitSeconds, JsonElement Schema, JsonElement ResultSchema)
{
    public static OperationAnswer Of(Operation operation) => new(
        operation.Name, operation.Description, operation.Access, operation.Effect, operation.TimeLimit.TotalSeconds, operation.Schema, operation.ResultSchema);
}
