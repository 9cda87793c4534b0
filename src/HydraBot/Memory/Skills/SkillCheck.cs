using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Memory.Skills;

/// <summary>A skill as somebody wrote it.</summary>
internal sealed record SkillText(string Name, string Trigger, string Steps, string? Preconditions, IReadOnlyList<string> Parameters);

/// <summary>A step with its parameters filled in.</summary>
internal sealed record FilledStep(string Operation, JsonElement Arguments);

/// <summary>Holds a skill to the operations that there are: when it is saved, and again when it is run, since the house changes.</summary>
internal sealed partial class SkillCheck(OperationCatalog catalog, SecretMask mask)
{
    private const int MostSteps = 50;
    private const int MostProblems = 5;

    /// <summary>Reads and checks; the version is not its business.</summary>
    /// <exception cref="OperationException">What is wrong with it, in sentences.</exception>
    public SkillDefinition Read(SkillText text)
    {
        CheckName(text.Name);
        if (string.IsNullOrWhiteSpace(text.Trigger))
            throw OperationException.WrongArgument("A skill has a trigger: when it is the thing to do, in words.");
        var parameters = text.Parameters.Select(Parameter).ToArray();
        if (parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new OperationException($"The parameter '{twice.Key}' stands there twice.");
        var steps = StepText.ReadAll(text.Steps);
        if (steps.Count is 0 or > MostSteps)
            throw OperationException.WrongArgument($"A skill has 1 to {MostSteps} steps, not {steps.Count}.");
        var conditions = (text.Preconditions ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Condition).ToArray();
        var definition = new SkillDefinition(text.Name, 0, mask.Apply(text.Trigger.Trim()), conditions, parameters, steps);
        Check(definition);
        return definition;
    }

    /// <exception cref="OperationException">Nothing can be called so.</exception>
    public static void CheckName(string name)
    {
        if (!Named().IsMatch(name))
            throw new OperationException($"A skill cannot be called '{(name.Length > 60 ? name[..60] : name)}'; a name has up to 60 lower-case letters, digits and dashes, such as restart-media.");
    }

    /// <exception cref="OperationException">Steps do not fit what there is.</exception>
    public void Check(SkillDefinition definition)
    {
        var (problems, used) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var known = definition.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (where, step, reads) in Parts(definition))
        {
            Try(where, step, reads, (name, place) =>
            {
                used.Add(name);
                if (!known.TryGetValue(name, out var parameter))
                    problems.Add($"{where}: there is no parameter '{name}'; name it in the parameters, or write {{{{{name}}}}} for the words themselves.");
                return parameter?.Default ?? StepArguments.Sample(place);
            }, problems);
        }

        problems.AddRange(known.Keys.Where(name => !used.Contains(name)).Select(name => $"The parameter '{name}' stands in no step."));
        Throw(problems);
    }

    /// <summary>The checks and steps with these values in them, each as the operation wants it.</summary>
    /// <exception cref="OperationException">A value is missing, unknown, or of the wrong kind; nothing ran.</exception>
    public (IReadOnlyList<FilledStep> Checks, IReadOnlyList<FilledStep> Steps) Fill(SkillDefinition definition, IReadOnlyDictionary<string, string> values)
    {
        var allowed = definition.Parameters.Count == 0 ? "it takes none" : $"allowed are {string.Join(", ", definition.Parameters.Select(parameter => parameter.Name))}";
        if (values.Keys.FirstOrDefault(name => definition.Parameters.All(parameter => parameter.Name != name)) is { } strange)
            throw OperationException.WrongArgument($"The skill '{definition.Name}' has no parameter '{strange}'; {allowed}.");
        if (definition.Parameters.FirstOrDefault(parameter => parameter.Default is null && !values.ContainsKey(parameter.Name)) is { } missing)
            throw OperationException.WrongArgument($"The skill '{definition.Name}' needs a value for '{missing.Name}', written as {missing.Name}=value.");
        var problems = new List<string>();
        var filled = Parts(definition)
            .Select(part => (part.Reads, Step: Try(part.Where, part.Step, part.Reads, (name, _) => values.GetValueOrDefault(name) ?? definition.Parameters.First(parameter => parameter.Name == name).Default!, problems)))
            .ToArray();
        Throw(problems);
        return ([.. filled.Where(one => one.Reads).Select(one => one.Step!)], [.. filled.Where(one => !one.Reads).Select(one => one.Step!)]);
    }

    private static IEnumerable<(string Where, SkillStep Step, bool Reads)> Parts(SkillDefinition definition) =>
    [
        .. definition.Preconditions.Where(condition => condition.Check is not null).Select(condition => ($"Precondition '{condition.Text}'", condition.Check!, true)),
        .. definition.Steps.Select((step, place) => (string.Create(CultureInfo.InvariantCulture, $"Step {place + 1}"), step, false)),
    ];

    private FilledStep? Try(string where, SkillStep step, bool reads, Func<string, JsonElement, string> value, List<string> problems)
    {
        if (step.Operation.StartsWith("skill.", StringComparison.Ordinal))
            problems.Add($"{where}: '{step.Operation}' is about skills themselves, which no skill may hold.");
        else if (!catalog.TryFind(step.Operation, out var operation))
            problems.Add($"{where}: there is no operation '{step.Operation}'; help lists what there is.");
        else if (reads && operation.Effect != OperationEffect.Read)
            problems.Add($"{where}: '{step.Operation}' does more than read.");
        else
        {
            // Memory would keep its mask alone, and the step would be run with that.
            if (!JsonElement.DeepEquals(mask.Apply(step.Arguments), step.Arguments))
                problems.Add($"{where} holds a secret, and no skill does.");
            var filled = StepArguments.Fill(step.Arguments, operation.Schema, value);
            problems.AddRange(ArgumentCheck.Problems(operation.Schema, filled).Select(problem => $"{where}, {step.Operation}: {problem}"));
            return new FilledStep(step.Operation, filled);
        }

        return null;
    }

    private static void Throw(List<string> problems)
    {
        if (problems.Count > 0)
            throw OperationException.WrongArguments([.. problems.Distinct().Take(MostProblems)]);
    }

    private static SkillParameter Parameter(string text)
    {
        var (name, value) = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim()) : (text.Trim(), null);
        return Parametric().IsMatch(name)
            ? new SkillParameter(name, value)
            : throw OperationException.WrongArgument($"'{(text.Length > 60 ? text[..60] : text)}' is no parameter; written is name, or name=value where it may be left out, of lower-case letters, digits and underscores.");
    }

    /// <summary>An operation, and what must stand in its answer; whatever does not begin with an operation is words.</summary>
    private SkillCondition Condition(string line)
    {
        var text = mask.Apply(line.TrimStart('-', '*', ' ').Trim('`'));
        var at = 0;
        if (!text.Split(' ')[0].Contains('.', StringComparison.Ordinal) || StepText.Read(text, ref at) is not { } check || (text[at..].Trim() is { Length: > 0 } rest && !Comparison().IsMatch(rest)))
            return new SkillCondition(text, null, null, null);
        var comparison = Comparison().Match(text[at..].Trim());
        return comparison.Success ? new SkillCondition(text, check, comparison.Groups["path"].Value, comparison.Groups["value"].Value.Trim()) : new SkillCondition(text, check, null, null);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex Named();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex Parametric();

    [GeneratedRegex(@"\A->\s*(?<path>[A-Za-z0-9_.]+)\s*=\s*(?<value>.+)\z")]
    private static partial Regex Comparison();
}
