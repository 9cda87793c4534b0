using System.Globalization;
using HydraBot.Hosting;

namespace HydraBot.Improvement.Code;

/// <summary>A worktree of its own below the house's data, taken away when it is disposed of. What a killed house left of one gives way.</summary>
internal sealed class ScratchTree : IAsyncDisposable
{
    private readonly GitRepository _repository;

    private ScratchTree(GitRepository repository, string folder, string? branch) => (_repository, Folder, Branch) = (repository, folder, branch);

    public string Folder { get; }

    /// <summary>The branch that it is on, which stays; null for none.</summary>
    public string? Branch { get; }

    public GitRepository Git => new(Folder);

    /// <summary>Makes one.</summary>
    /// <param name="repository">Of which.</param>
    /// <param name="paths">Where the house keeps its things.</param>
    /// <param name="name">A word for what it is made for, such as <c>proposal-7</c>.</param>
    /// <param name="branch">The branch to make; null for none.</param>
    /// <param name="start">The commit that it begins at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ScratchTree> AddAsync(GitRepository repository, ApplicationPaths paths, string name, string? branch, string start, CancellationToken cancellationToken)
    {
        var tree = new ScratchTree(repository, Path.Combine(paths.Data, "improvement", "worktrees", name), branch);
        Directory.CreateDirectory(Path.GetDirectoryName(tree.Folder)!);
        await tree.ClearAsync(cancellationToken);
        if (branch is not null)
            await repository.TryAsync(cancellationToken, "branch", "-D", branch);
        string[] where = branch is null ? ["--detach"] : ["-b", branch];
        await repository.RunAsync(cancellationToken, ["worktree", "add", .. where, tree.Folder, start]);
        return tree;
    }

    /// <summary>Takes away what a killed house left.</summary>
    /// <param name="code">Of which repository.</param>
    /// <param name="paths">Where the house keeps its things.</param>
    /// <param name="before">Younger ones are somebody's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task SweepAsync(CodeOptions code, ApplicationPaths paths, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.Combine(paths.Data, "improvement", "worktrees"));
        foreach (var left in folder.Exists ? folder.GetDirectories().Where(one => one.CreationTimeUtc < before.UtcDateTime) : [])
            await new ScratchTree(GitRepository.Of(code), left.FullName, null).ClearAsync(cancellationToken);
    }

    /// <summary>The name of what belongs to the n-th proposal.</summary>
    public static string NameOf(string what, long number) => string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");

    public async ValueTask DisposeAsync() => await ClearAsync(CancellationToken.None);

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _repository.TryAsync(cancellationToken, "worktree", "remove", "--force", Folder);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        await _repository.TryAsync(cancellationToken, "worktree", "prune");
    }
}
