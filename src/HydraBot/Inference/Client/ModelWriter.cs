using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Writing;
using HydraBot.Inference.Chat;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Client;

/// <summary>Texts for rooms, over the same pipeline as everything.</summary>
internal sealed class ModelWriter(HouseModels models, ModelStream stream, SecretMask mask, TimeProvider time) : IModelWriter
{
    public async Task<WrittenText?> WriteAsync(Clearance clearance, string instructions, string material, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var began = time.GetTimestamp();
        using var patience = new CancellationTokenSource(limit, time);
        using var client = models.For(clearance, new ModelTerms { Priority = ModelTerms.PriorityOf(clearance.Caller) });
        ChatMessage[] messages = [new(ChatRole.System, instructions), new(ChatRole.User, mask.Apply(material))];
        try
        {
            var reply = await stream.AskAsync(client, messages, [], Unheard.Instance, patience.Token, cancellationToken);
            if (reply.Trouble is not null || string.IsNullOrWhiteSpace(reply.Text))
                return null;
            return new WrittenText(reply.Text.Trim(), $"{reply.Report.Endpoint}/{reply.Report.Model}")
            {
                Tokens = reply.Report.Tokens.Total,
                Cost = reply.Report.Cost,
                Milliseconds = time.GetElapsedTime(began).TotalMilliseconds,
            };
        }
        catch (OperationException)
        {
            // No endpoint answers, or none that this caller may spend on: the room writes by its own rules.
            return null;
        }
    }
}
