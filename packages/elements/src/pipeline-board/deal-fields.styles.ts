import { css } from 'lit';

export const fieldsStyles = css`
  .form {
    display: grid;
    gap: 12px;
  }
  .asked {
    display: grid;
    gap: 4px;
  }
  .money {
    display: grid;
    grid-template-columns: 1fr 92px;
    gap: 8px;
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 6px;
  }
`;
