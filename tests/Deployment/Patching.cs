namespace Deployment;

/// <summary>
/// Kubernetes' strategic merge, as far as these manifests need it: lists of named things merge by name, other lists
/// are replaced.
/// </summary>
internal static class Patching
{
    public static void Apply(Node target, Node patch)
    {
        foreach (var key in patch.Keys.Where(x => x is not ("apiVersion" or "kind" or "metadata")))
            Merge((Dictionary<object, object>)target.Raw!, key, patch.Member(key).Raw!);
    }

    private static void Merge(Dictionary<object, object> target, object key, object patch)
    {
        var present = target.GetValueOrDefault(key);
        if (present is Dictionary<object, object> map && patch is Dictionary<object, object> changes)
            foreach (var (name, value) in changes) Merge(map, name, value);
        else if (present is List<object> list && patch is List<object> items && items.All(x => KeyOf(x) is not null))
            foreach (var item in items) MergeItem(list, item);
        else
            target[key] = Copy(patch);
    }

    private static void MergeItem(List<object> list, object item)
    {
        if (list.Find(x => KeyOf(x) == KeyOf(item)) is not Dictionary<object, object> present) list.Add(Copy(item));
        else foreach (var (name, value) in (Dictionary<object, object>)item) Merge(present, name, value);
    }

    private static string? KeyOf(object item) =>
        item is Dictionary<object, object> map
            ? (map.GetValueOrDefault("name") ?? map.GetValueOrDefault("mountPath")) as string : null;

    private static object Copy(object value) => value switch
    {
        Dictionary<object, object> map => map.ToDictionary(x => x.Key, x => Copy(x.Value)),
        List<object> list => list.ConvertAll(Copy),
        _ => value,
    };
}
