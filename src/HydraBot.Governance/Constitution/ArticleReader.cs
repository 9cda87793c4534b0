using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
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
        fields.Only(node, what, "operations", "except", "effects", "callers", "arguments", "decision", "approvers", "because");
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
            Decision = decision.Value,
            Terms = approvers,
            Because = fields.Text(node, "because", what),
        };
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
