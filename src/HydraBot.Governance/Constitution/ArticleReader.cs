using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using YamlDotNet.RepresentationModel;

namespace HydraBot.Governance.Constitution;

/// <summary>Reads one article and its rules.</summary>
internal static class ArticleReader
{
    public static Article? Read(YamlFields fields, YamlMappingNode node)
    {
        fields.Only(node, "an article", "id", "title", "text", "rules");
        var id = fields.Text(node, "id", "an article", required: true);
        var what = id is null ? "an article" : $"article {id}";
        var title = fields.Text(node, "title", what, required: true);
        var text = fields.Text(node, "text", what, required: true);
        var rules = fields.Items(node, "rules", what).Select(rule => ReadRule(fields, rule, what)).OfType<ArticleRule>().ToArray();
        return id is null || title is null || text is null ? null : new Article(id, title, text, rules);
    }

    private static ArticleRule? ReadRule(YamlFields fields, YamlMappingNode node, string article)
    {
        var what = $"a rule of {article}";
        fields.Only(node, what, "operations", "except", "effects", "callers", "arguments", "facts", "without", "rate", "coolDown", "decision", "approvers", "because");
        var decision = fields.Choice<Decision>(node, "decision", what, required: true);
        var approvers = ReadTerms(fields, node, what);
        if (decision == Decision.Approve && approvers is null)
            fields.Fault(node, $"A rule of {article} that asks for approval names its 'approvers'.");
        if (decision is Decision.Allow or Decision.Deny && approvers is not null)
            fields.Fault(node, $"A rule of {article} names 'approvers' but its decision is {decision}; only approve asks anybody.");

        return decision is null ? null : new ArticleRule
        {
            Operations = [.. fields.Words(node, "operations", what).Select(pattern => new NamePattern(pattern))],
            Except = [.. fields.Words(node, "except", what).Select(pattern => new NamePattern(pattern))],
            Effects = fields.Choices<OperationEffect>(node, "effects", what),
            Callers = fields.Choices<CallerKind>(node, "callers", what),
            Arguments = ReadConditions(fields, node, what),
            Facts = ReadFacts(fields, node, what),
            WithoutBackup = ReadBackup(fields, node, what),
            Paces = ReadPaces(fields, node, what),
            Decision = decision.Value,
            Terms = approvers,
            Because = fields.Text(node, "because", what),
        };
    }

    /// <summary><c>facts: [names]</c>, or <c>facts: { not: [names] }</c>; a name that no reader tells is a fault.</summary>
    private static FactCondition? ReadFacts(YamlFields fields, YamlMappingNode rule, string what)
    {
        if (!rule.Children.TryGetValue("facts", out var node))
            return null;
        var negated = node is YamlMappingNode;
        if (node is YamlMappingNode mapping)
        {
            fields.Only(mapping, $"'facts' of {what}", "not");
            if (!mapping.Children.TryGetValue("not", out node!))
                return null;
        }

        var patterns = fields.Words(node, $"'facts' of {what}").Select(text => new NamePattern(text)).ToArray();
        foreach (var pattern in patterns.Where(pattern => !FactNames.All.Any(pattern.Matches)))
            fields.Fault(node, $"'{pattern.Text}' is no fact; allowed are {string.Join(", ", FactNames.All)}.");
        return new FactCondition(patterns, negated);
    }

    private static TimeSpan? ReadBackup(YamlFields fields, YamlMappingNode rule, string what)
    {
        if (!rule.Children.TryGetValue("without", out var node))
            return null;
        if (node is not YamlMappingNode mapping)
        {
            fields.Fault(node, $"'without' of {what} is a mapping such as {{ backup: \"1.00:00:00\" }}.");
            return null;
        }

        fields.Only(mapping, $"'without' of {what}", "backup");
        return fields.Duration(mapping, "backup", $"'without' of {what}");
    }

    private static IReadOnlyList<Pace> ReadPaces(YamlFields fields, YamlMappingNode rule, string what)
    {
        var paces = new List<Pace>();
        if (fields.Duration(rule, "coolDown", what) is { } coolDown)
            paces.Add(new Pace(1, coolDown));
        if (!rule.Children.TryGetValue("rate", out var node))
            return paces;
        if (node is not YamlMappingNode mapping)
        {
            fields.Fault(node, $"'rate' of {what} is a mapping such as {{ count: 5, per: \"01:00:00\" }}.");
            return paces;
        }

        fields.Only(mapping, $"'rate' of {what}", "count", "per");
        if (fields.Number(mapping, "count", $"'rate' of {what}", least: 1) is { } count && fields.Duration(mapping, "per", $"'rate' of {what}") is { } per)
            paces.Add(new Pace(count, per));
        else
            fields.Fault(mapping, $"'rate' of {what} names count and per.");
        return paces;
    }

    private static ApprovalTerms? ReadTerms(YamlFields fields, YamlMappingNode rule, string what)
    {
        if (!rule.Children.TryGetValue("approvers", out var node))
            return null;
        if (node is not YamlMappingNode mapping)
        {
            fields.Fault(node, $"'approvers' of {what} is a mapping with access, count, asker and expires.");
            return null;
        }

        what = $"the approvers of {what}";
        fields.Only(mapping, what, "access", "count", "asker", "expires");
        var access = fields.Choice<AccessLevel>(mapping, "access", what, required: true);
        if (access == AccessLevel.None)
            fields.Fault(mapping.Children["access"], $"The access of {what} is viewer, operator or owner.");
        return new ApprovalTerms(
            access ?? AccessLevel.Owner,
            fields.Number(mapping, "count", what, least: 1) ?? 1,
            fields.Flag(mapping, "asker", what) ?? false,
            fields.Duration(mapping, "expires", what) ?? TimeSpan.FromHours(1));
    }

    private static IReadOnlyList<ArgumentCondition> ReadConditions(YamlFields fields, YamlMappingNode rule, string what)
    {
        if (!rule.Children.TryGetValue("arguments", out var node))
            return [];
        if (node is YamlMappingNode mapping)
            return [.. mapping.Children.Select(pair => ReadCondition(fields, pair.Key, pair.Value, what)).OfType<ArgumentCondition>()];
        fields.Fault(node, $"'arguments' of {what} is a mapping from an argument's name to patterns.");
        return [];
    }

    /// <summary><c>name: [patterns]</c>, or <c>name: { not: [patterns] }</c>.</summary>
    private static ArgumentCondition? ReadCondition(YamlFields fields, YamlNode key, YamlNode value, string what)
    {
        var name = key.ToString();
        var negated = value is YamlMappingNode;
        if (value is YamlMappingNode mapping)
        {
            fields.Only(mapping, $"the condition on '{name}' of {what}", "not");
            if (!mapping.Children.TryGetValue("not", out value!))
                return null;
        }

        var patterns = fields.Words(value, $"the condition on '{name}' of {what}").Select(text => new NamePattern(text));
        return new ArgumentCondition(name, [.. patterns], negated);
    }
}
