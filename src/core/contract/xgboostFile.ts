import { z } from 'zod'

const numbers = z.array(z.number())
const flags = z.array(z.union([z.number(), z.boolean()]))

const tree = z.looseObject({
  left_children: numbers,
  right_children: numbers,
  split_indices: numbers,
  split_conditions: numbers,
  default_left: flags,
  split_type: numbers.optional(),
  loss_changes: numbers.optional(),
  sum_hessian: numbers.optional(),
})
export type XgboostTree = z.infer<typeof tree>

/** `model.json` of XGBoost 1.7 to 3: the parts that decide predictions. */
export const xgboostFileSchema = z.looseObject({
  learner: z.looseObject({
    attributes: z.record(z.string(), z.string()).optional(),
    feature_names: z.array(z.string()).optional(),
    learner_model_param: z.looseObject({
      base_score: z.string(),
      num_class: z.string().optional(),
      num_target: z.string().optional(),
      num_feature: z.string(),
    }),
    objective: z.looseObject({ name: z.string() }),
    gradient_booster: z.looseObject({
      name: z.string(),
      model: z.looseObject({ trees: z.array(tree) }).optional(),
    }),
  }),
})
