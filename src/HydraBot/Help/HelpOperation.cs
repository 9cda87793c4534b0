using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Help;

/// <summary>Says what there is: everything that the caller may ask for, or one operation closely.</summary>
internal sealed class HelpOperation(OperationCatalog catalog)
{
    private const int MostNear = 5;

    [Operation("help", Slash = "help", Private = true)]
    [Description("Shows what you can ask for")]
    public Task<OperationResult<HelpPage>> ShowAsync(
        Clearance clearance,
        [Description("One operation, to see its arguments"), Suggest<OperationNames>] string? operation = null)
    {
        var access = clearance.Caller.Access;
        if (!string.IsNullOrWhiteSpace(operation))
        {
            var entry = HelpReader.Read(Find(operation.Trim().TrimStart('/')));
            return Task.FromResult(OperationResult.Of(new HelpPage(access, [entry]), HelpCard.One(entry, access)));
        }

        var page = new HelpPage(access, [.. catalog.All.Where(one => one.Access <= access).Select(HelpReader.Read)]);
        return Task.FromResult(OperationResult.Of(page, HelpCard.All(page)));
    }

    private Operation Find(string wanted)
    {
        var name = wanted.Replace(' ', '.').ToLowerInvariant();
        return catalog.All.FirstOrDefault(one => one.Name == name)
            ?? catalog.All.FirstOrDefault(one => one.Slash == name)
            ?? (catalog.TryFind(wanted, out var visiting) ? visiting : null)
            ?? throw OperationException.WrongArgument($"There is no operation '{wanted}'. {Near(name)}");
    }

    private string Near(string name)
    {
        var words = name.Split('.', StringSplitOptions.RemoveEmptyEntries);
        var near = catalog.All.Select(one => one.Name)
            .Where(known => words.Any(word => known.Contains(word, StringComparison.Ordinal)))
            .Take(MostNear)
            .ToArray();
        return near.Length > 0 ? $"Did you mean {string.Join(", ", near.Select(one => $"`{one}`"))}?" : "`/help` lists all there are.";
    }
}
